/**
 * Mistakes of the gru's step on the way back, of which there are many: through n, z and r, and directly.
 *
 *   da_n = dh·(1 − z)·(1 − n²)     da_z = dh·(h₋₁ − n)·z(1 − z)     da_r = dr·r(1 − r)     dh₋₁ = z·dh + …
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { gradients } from './results.ts';
import { gruWith } from './right/index.ts';
import { cho, torchDocs } from './sources.ts';

const operator = 'gru';

/** Mistakes of the backward step of `gru`. */
export const gruBackwardMistakes: readonly Mistake[] = [
  {
    id: 'gru/direct-way-back-missing',
    operator,
    name: {
      en: 'the gradient of the state before lacks the direct way z·dh',
      ko: '이전 상태의 기울기에서 직접 경로 z·dh를 빠뜨림',
    },
    symptom: 'the last step is right, earlier ones lack most of their gradient; dh0 too',
    why: 'only the ways through the weights are followed',
    mend: 'dh₋₁ = z·dh + what comes back through r, z and n',
    source: cho,
    wrong: gradients(operator),
    plant: () => gruWith({ dBefore: ({ r }, _dh, dread, after) => (after ? dread : dread * r) }),
  },
  {
    id: 'gru/candidate-gradient-without-update-gate',
    operator,
    name: {
      en: 'the candidate’s gradient lacks the factor 1 − z',
      ko: '후보 n의 기울기에 1 − z를 곱하지 않음',
    },
    symptom: 'the blocks of n and r are too large',
    why: 'n is taken for the new state',
    mend: 'da_n = dh·(1 − z)·(1 − n²)',
    source: cho,
    wrong: gradients(operator),
    plant: () => gruWith({ dan: ({ n }, dh) => dh * (1 - n * n) }),
  },
  {
    id: 'gru/candidate-derivative-missing',
    operator,
    name: { en: 'the candidate’s derivative 1 − n² is missing', ko: '후보 n의 도함수 1 − n²를 빠뜨림' },
    symptom: 'the blocks of n and r are too large, most where |n| is near 1',
    why: 'dh·(1 − z) is the gradient of n, not of its sum',
    mend: 'da_n = dh·(1 − z)·(1 − n²)',
    source: cho,
    wrong: gradients(operator),
    plant: () => gruWith({ dan: ({ z }, dh) => dh * (1 - z) }),
  },
  {
    id: 'gru/update-gate-derivative-missing',
    operator,
    name: {
      en: 'the update gate’s derivative z(1 − z) is missing',
      ko: '갱신 게이트의 도함수 z(1 − z)를 빠뜨림',
    },
    symptom: 'with T = 1 only the second block of dwx, dwh and db is too large; earlier steps and dx follow',
    why: 'dh·(h₋₁ − n) is the gradient of z, not of its sum',
    mend: 'da_z = dh·(h₋₁ − n)·z·(1 − z)',
    source: cho,
    wrong: gradients(operator),
    plant: () => gruWith({ daz: ({ before, n }, dh) => dh * (before - n) }),
  },
  {
    id: 'gru/update-gate-gradient-turned',
    operator,
    name: {
      en: 'the update gate’s gradient has n − h₋₁ instead of h₋₁ − n',
      ko: '갱신 게이트의 기울기에서 h₋₁ − n을 n − h₋₁로 씀',
    },
    symptom: 'outputs are right, the second block of dwx, dwh and db has the wrong sign',
    why: 'the backward was copied from where z and 1 − z are exchanged',
    mend: 'da_z = dh·(h₋₁ − n)·z·(1 − z)',
    source: cho,
    wrong: gradients(operator),
    plant: () => gruWith({ daz: ({ before, n, z }, dh) => dh * (n - before) * z * (1 - z) }),
  },
  {
    id: 'gru/update-gate-gradient-without-candidate',
    operator,
    name: {
      en: 'the update gate’s gradient is dh·h₋₁, without − n',
      ko: '갱신 게이트의 기울기에서 −n 항을 빠뜨림',
    },
    symptom: 'the second block is wrong, and 0 at the first step where h0 is 0',
    why: 'z stands twice in h = (1 − z)·n + z·h₋₁, and one of the two is overlooked',
    mend: 'da_z = dh·(h₋₁ − n)·z·(1 − z)',
    source: cho,
    wrong: gradients(operator),
    plant: () => gruWith({ daz: ({ before, z }, dh) => dh * before * z * (1 - z) }),
  },
  {
    id: 'gru/reset-gate-derivative-missing',
    operator,
    name: {
      en: 'the reset gate’s derivative r(1 − r) is missing',
      ko: '리셋 게이트의 도함수 r(1 − r)를 빠뜨림',
    },
    symptom: 'with T = 1 only the first block of dwx, dwh and db is too large; earlier steps and dx follow',
    why: 'the way to r is long, and its last factor is lost',
    mend: 'da_r = dr·r·(1 − r)',
    source: cho,
    wrong: gradients(operator),
    plant: () => gruWith({ dar: (_unit, dr) => dr }),
  },
  {
    id: 'gru/reset-gate-gradient-of-the-state',
    operator,
    name: {
      en: 'with resetAfter the reset gate’s gradient uses h₋₁ instead of wh_n·h₋₁ + bh',
      ko: 'resetAfter에서 리셋 게이트의 기울기에 wh_n·h₋₁ + bh 대신 h₋₁을 씀',
    },
    symptom: 'the first block of dwx, dwh and db is wrong with resetAfter and right without',
    why: 'the backward of the other version was kept',
    mend: 'dr = da_n·(wh_n·h₋₁ + bh)',
    source: 'pytorch#8153, burn#2704',
    wrong: gradients(operator),
    plant: () => gruWith({ dr: ({ before }, dan, dread, after) => (after ? dan : dread) * before }),
  },
  {
    id: 'gru/recurrent-gradient-without-reset',
    operator,
    name: {
      en: 'with resetAfter the recurrent part’s gradient lacks the factor r',
      ko: 'resetAfter에서 순환 항의 기울기에 r을 곱하지 않음',
    },
    symptom: 'the third block of dwh, dbh and the carried gradient are too large with resetAfter',
    why: 'the sum inside tanh is treated as if both its terms stood alone',
    mend: 'dq = da_n·r',
    source: torchDocs,
    wrong: gradients(operator),
    plant: () => gruWith({ dq: (_unit, dan) => dan }),
  },
  {
    id: 'gru/recurrent-bias-gradient-without-reset',
    operator,
    name: { en: 'the gradient of bh lacks the factor r', ko: 'bh의 기울기에 r을 곱하지 않음' },
    symptom: 'only dbh is wrong, and equal to the third block of db',
    why: 'all biases get the gradient of the sum that they stand in',
    mend: 'dbh = Σ da_n·r with resetAfter',
    source: torchDocs,
    wrong: ['dbh'],
    plant: () => gruWith({ dbh: (_unit, dan) => dan }),
  },
  {
    id: 'gru/dwh-of-the-state-not-reset',
    operator,
    name: {
      en: 'without resetAfter the gradient of wh_n uses h₋₁ instead of r·h₋₁',
      ko: 'resetAfter가 아닐 때 wh_n의 기울기에 r·h₋₁ 대신 h₋₁을 씀',
    },
    symptom: 'only the third block of dwh is wrong, and only without resetAfter',
    why: 'the three blocks of dwh are computed in one product with h₋₁',
    mend: 'compute the block of n with r·h₋₁',
    source: cho,
    wrong: ['dwh'],
    plant: () => gruWith({ readByWh: ({ before }) => before }),
  },
  {
    id: 'gru/state-gradient-without-reset',
    operator,
    name: {
      en: 'without resetAfter what comes back through wh_n lacks the factor r',
      ko: 'resetAfter가 아닐 때 wh_n을 거쳐 돌아온 기울기에 r을 곱하지 않음',
    },
    symptom: 'the last step is right, earlier ones are too large without resetAfter; dh0 too',
    why: 'wh_n read r·h₋₁, and its gradient is taken for that of h₋₁',
    mend: 'dh₋₁ += r·(wh_nᵀ·dq)',
    source: cho,
    wrong: gradients(operator),
    plant: () => gruWith({ dBefore: ({ z }, dh, dread) => dh * z + dread }),
  },
];
