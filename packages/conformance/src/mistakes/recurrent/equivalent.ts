/**
 * What looks like a mistake in a recurrence and is none: formulas that come to the same, rounding apart. A kernel written so
 * conforms, and must not be accused.
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { gruWith, lstmWith, rnnWith } from './right/index.ts';
import { throughActivation } from './right/rnn-cell.ts';

/** A slip that changes nothing, and why. */
export interface Equivalent extends Pick<Mistake, 'id' | 'operator' | 'name' | 'plant'> {
  readonly because: string;
}

/** The equivalent slips of rnn, lstm and gru. */
export const equivalentInRecurrences: readonly Equivalent[] = [
  {
    id: 'rnn/relu-derivative-of-z',
    operator: 'rnn',
    name: {
      en: 'the derivative of relu is asked of z, not of h',
      ko: 'relu의 도함수를 h가 아니라 z로 판단함',
    },
    because: 'h > 0 exactly where z > 0',
    plant: () =>
      rnnWith({
        dz: ({ z, h }, dh, dhNext, f) => {
          const d = dh + dhNext;
          return f === 'relu' ? (z <= 0 ? 0 : d) : throughActivation(f, h, d);
        },
      }),
  },
  {
    id: 'lstm/output-gate-gradient-of-h',
    operator: 'lstm',
    name: {
      en: 'the output gate’s gradient is dh·h·(1 − o), without o',
      ko: '출력 게이트의 기울기를 dh·h·(1 − o)로 씀',
    },
    because: 'h = o·tanh(c) holds the factor o already',
    plant: () => lstmWith({ dzo: ({ dh, c, o }) => dh * (o * Math.tanh(c)) * (1 - o) }),
  },
  {
    id: 'gru/state-as-a-step-from-the-candidate',
    operator: 'gru',
    name: { en: 'h is n + z·(h₋₁ − n)', ko: 'h를 n + z·(h₋₁ − n)으로 씀' },
    because: 'it is (1 − z)·n + z·h₋₁ with n taken out',
    plant: () => gruWith({ h: ({ n, z, before }) => n + z * (before - n) }),
  },
  {
    id: 'gru/update-gate-gradient-of-h',
    operator: 'gru',
    name: {
      en: 'the update gate’s gradient is dh·(h₋₁ − h)·z, without 1 − z',
      ko: '갱신 게이트의 기울기를 dh·(h₋₁ − h)·z로 씀',
    },
    because: 'h₋₁ − h = (1 − z)·(h₋₁ − n)',
    plant: () =>
      gruWith({
        daz: ({ n, z, before }, dh) => dh * (before - ((1 - z) * n + z * before)) * z,
      }),
  },
];
