/**
 * Mistakes with lengths, direction and batch: which steps are read, where their states are written, and which is the last.
 *
 *   step s reads and writes t = s, or L − 1 − s in reverse;   hT is the state after step L − 1;   h[t] = 0 for t ≥ L
 *
 * @module
 */
import type { Tensor } from '@gradspec/spec';
import type { Mistake } from '../mistake.ts';
import type { Tensors } from '../../runner/any-kernel.ts';
import { everything, everythingButLast } from './results.ts';
import { withRules } from './right/index.ts';
import type { Recurrence } from './right/time-rules.ts';
import { packedSequences, torchDocs } from './sources.ts';
import { changed, mapped, variedCall } from './varied-call.ts';

const without =
  (name: string) =>
  <T>(all: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([own]) => own !== name));

/** The last row over time of states [T, N, H]. */
function lastRow(states: Tensor, last: Tensor): Tensor {
  const rest = states.data.length - last.data.length;
  return mapped(last, (_, i) => states.data[rest + i]!);
}

/** Mistakes with lengths, direction and batch in one of the three. */
export const sequenceMistakes = (operator: Recurrence): readonly Mistake[] => [
  {
    id: `${operator}/lengths-ignored`,
    operator,
    name: {
      en: 'the padded steps of a shorter sequence are read like any other',
      ko: '짧은 시퀀스의 패딩 구간을 마스킹하지 않고 그대로 읽음',
    },
    symptom:
      'states past a sequence’s end are not zero, hT is that after the padding, and NaN in the padding spreads',
    why: 'the batch is a full tensor, and the loop runs over all of it',
    mend: 'stop each sequence at its own length',
    source: 'pytorch#517',
    wrong: everything(operator),
    plant: (right) => variedCall(operator, right, { inputs: ({ inputs }) => without('lengths')(inputs) }),
  },
  {
    id: `${operator}/state-runs-through-padding`,
    operator,
    name: {
      en: 'outputs past the length are masked, but the state runs on through the padding',
      ko: '패딩 구간의 출력은 가리지만 상태는 계속 갱신됨',
    },
    symptom: 'h looks right (but for reverse, which reads the padding first), hT is not',
    why: 'h is multiplied by a mask after the loop; inside it the state is not frozen',
    mend: 'keep the old state where the step is past the sequence’s length',
    source: packedSequences,
    wrong: everything(operator),
    plant: () => withRules(operator, { steps: (_L, T) => T }),
  },
  {
    id: `${operator}/last-state-from-last-row`,
    operator,
    name: {
      en: 'the last state is read from row T − 1, not taken after the last step of each sequence',
      ko: 'hT를 각 시퀀스의 마지막 시점이 아니라 T − 1 행에서 가져옴',
    },
    symptom: 'hT is 0 for shorter sequences, and that of the first step in reverse',
    why: 'h[−1] is the last state when all sequences are as long and run forwards',
    mend: 'keep the state itself when a sequence ends, or gather at length − 1 (at 0 in reverse)',
    source: packedSequences,
    wrong: ['hT'],
    plant: (right) =>
      variedCall(operator, right, {
        outputs: (made) => ({
          ...made,
          hT: made.hT!.data.length > 0 ? lastRow(made.h!, made.hT!) : made.hT!,
        }),
      }),
  },
  {
    id: `${operator}/last-state-repeated-in-padding`,
    operator,
    name: {
      en: 'the last state is repeated past the end of a sequence where zeros are due',
      ko: '시퀀스가 끝난 뒤의 출력에 0 대신 마지막 상태를 채움',
    },
    symptom: 'h past the length holds the last state; everything else is right',
    why: 'freezing the state is written, and h is filled from it',
    mend: 'write zeros at and past the length',
    source: packedSequences,
    wrong: operator === 'lstm' ? ['h', 'c'] : ['h'],
    plant: () => withRules(operator, { past: (last) => last }),
  },
  {
    id: `${operator}/reverse-ignored`,
    operator,
    name: {
      en: 'the sequence is read forwards although reverse was asked',
      ko: 'reverse를 무시하고 정방향으로 읽음',
    },
    symptom: 'forward calls are right, both halves of a bidirectional layer are the same',
    why: 'the attribute is passed on and never read',
    mend: 'read from the sequence’s own end when reverse is set',
    source: torchDocs,
    wrong: everything(operator),
    plant: (right) =>
      variedCall(operator, right, { attributes: (asked) => without('reverse')({ ...asked }) }),
  },
  {
    id: `${operator}/reverse-states-not-turned-back`,
    operator,
    name: {
      en: 'the states of a reversed sequence stay in the order in which they were made',
      ko: '역방향으로 계산한 상태를 시간 순서로 되돌리지 않음',
    },
    symptom: 'hT is right, h[t] is that of the other end',
    why: 'x is reversed and run forwards, and h is returned as it comes',
    mend: 'turn h (and the output gradients) round again within each length',
    source: torchDocs,
    wrong: everythingButLast(operator),
    plant: () => withRules(operator, { writtenAt: (s) => s }),
  },
  {
    id: `${operator}/reverse-from-the-padded-end`,
    operator,
    name: {
      en: 'in reverse every sequence starts at T − 1 instead of at its own end',
      ko: '역방향에서 각 시퀀스의 끝이 아니라 T − 1부터 읽음',
    },
    symptom: 'right where all sequences are as long as T; shorter ones begin with their padding',
    why: 'the whole batch is flipped along time at once',
    mend: 'flip each sequence within its own length',
    source: packedSequences,
    wrong: everything(operator),
    plant: () =>
      withRules(operator, {
        readAt: (s, _steps, T, reverse) => (reverse ? T - 1 - s : s),
      }),
  },
  {
    id: `${operator}/state-leaks-to-the-next-sequence`,
    operator,
    name: {
      en: 'a sequence starts from the last state of the one before it in the batch',
      ko: '배치의 다음 시퀀스가 앞 시퀀스의 마지막 상태에서 시작함',
    },
    symptom: 'the first sequence is right, all others are off; with N = 1 nothing is wrong',
    why: 'the state lives outside the loop over the batch and is not set back',
    mend: 'start every sequence from its own row of h0, or from zeros',
    source: torchDocs,
    wrong: everything(operator),
    plant: () => withRules(operator, { initial: (given, before) => before ?? given }),
  },
  {
    id: `${operator}/bias-added-twice`,
    operator,
    name: { en: 'the bias is added twice', ko: '편향을 두 번 더함' },
    symptom: 'right without b; the error is the same at every step’s sum',
    why: 'b is given both to the input’s product and to the recurrent one, after libraries with two biases',
    mend: 'give the one b once, or b and zeros',
    source: torchDocs,
    wrong: everything(operator),
    plant: (right) =>
      variedCall(operator, right, {
        inputs: ({ inputs }) => changed(inputs, ['b'], (one) => mapped(one, (value) => 2 * value)),
      }),
  },
  {
    id: `${operator}/gradient-of-padding`,
    operator,
    name: {
      en: 'the gradient of x past a sequence’s end is that of its last step, where zeros are due',
      ko: '시퀀스가 끝난 뒤의 x 기울기에 0 대신 마지막 시점의 값을 남김',
    },
    symptom: 'dx is right up to the length and not zero past it',
    why: 'the array of one step’s gradient is reused, and past the end nobody clears it',
    mend: 'write zeros past the length',
    source: packedSequences,
    wrong: ['dx'],
    plant: (right) =>
      variedCall(operator, right, { gradients: (made, { inputs }) => repeatedPastEnd(made, inputs) }),
  },
];

function repeatedPastEnd(made: Tensors, { lengths }: Tensors): Tensors {
  if (!made.x || !lengths) return made;
  const [, N, I] = made.x.shape as [number, number, number];
  const { data } = made.x;
  const repeated = mapped(made.x, (value, at) => {
    const [t, n] = [Math.floor(at / (N * I)), Math.floor(at / I) % N];
    const L = lengths.data[n]!;
    return t < L || L === 0 ? value : data[((L - 1) * N + n) * I + (at % I)]!;
  });
  return { ...made, x: repeated };
}
