/**
 * Mistakes of the gates of a computational graph that join two values.
 *
 *   add distributes: da = db = dy     multiply switches: da = b·dy, db = a·dy     maximum routes dy to the larger
 *
 * Source: cs231n, "Backpropagation, Intuitions": patterns in backward flow.
 * @module
 */
import { tensor } from '@gradspec/spec';
import type { Mistake } from '../mistake.ts';
import { chained, withGradients } from './with-gradients.ts';

const cs231n = 'cs231n, Backpropagation, Intuitions';

/** Mistakes of `multiply`, `add` and `maximum`. */
export const gateMistakes: readonly Mistake[] = [
  {
    id: 'multiply/gradient-of-own-value',
    operator: 'multiply',
    name: {
      en: 'each input’s local gradient is its own value, not the other’s',
      ko: '곱셈 게이트의 국소 기울기로 상대 값이 아닌 자기 값을 씀',
    },
    symptom: 'da = a·dy; right where a = b',
    why: 'the derivative of x² is in mind, or the two are stored crosswise twice',
    mend: 'switch: da = b·dy, db = a·dy',
    source: cs231n,
    wrong: ['da', 'db'],
    plant: (right) =>
      withGradients(right, ({ inputs: { a, b }, dy }) => ({
        a: chained(dy, (i) => a!.data[i]!),
        b: chained(dy, (i) => b!.data[i]!),
      })),
  },
  {
    id: 'multiply/upstream-ignored',
    operator: 'multiply',
    name: {
      en: 'the gradients are the other values, not multiplied by what comes from above',
      ko: '곱셈 게이트에서 위에서 온 기울기를 곱하지 않음',
    },
    symptom: 'da = b whatever dy is; right where the output gradient is 1',
    why: 'the switch is remembered, the chain rule is not',
    mend: 'da = b·dy, db = a·dy',
    source: cs231n,
    wrong: ['da', 'db'],
    plant: (right) =>
      withGradients(right, ({ inputs: { a, b }, dy }) => ({
        a: tensor(dy.dtype, dy.shape, b!.data),
        b: tensor(dy.dtype, dy.shape, a!.data),
      })),
  },
  {
    id: 'multiply/treated-as-adder',
    operator: 'multiply',
    name: {
      en: 'the gradient is handed on unchanged, as an adder does',
      ko: '곱셈 게이트가 덧셈처럼 기울기를 그대로 나눠 줌',
    },
    symptom: 'da = db = dy; right where both inputs are 1',
    why: 'the patterns of the gates are mixed up',
    mend: 'da = b·dy, db = a·dy',
    source: cs231n,
    wrong: ['da', 'db'],
    plant: (right) =>
      withGradients(right, ({ dy }) => ({ a: chained(dy, () => 1), b: chained(dy, () => 1) })),
  },
  {
    id: 'add/gradient-shared-out',
    operator: 'add',
    name: { en: 'each input receives half of the gradient', ko: '덧셈 게이트에서 기울기를 절반씩 나눠 줌' },
    symptom: 'da and db add up to dy, where each should be dy',
    why: '“distributes” is read as “divides”',
    mend: 'da = dy and db = dy',
    source: cs231n,
    wrong: ['da', 'db'],
    plant: (right) =>
      withGradients(right, ({ dy }) => ({ a: chained(dy, () => 0.5), b: chained(dy, () => 0.5) })),
  },
  {
    id: 'maximum/gradient-to-both',
    operator: 'maximum',
    name: { en: 'both inputs receive the gradient', ko: 'max 게이트가 두 입력 모두에 기울기를 보냄' },
    symptom: 'da = db = dy, also where one of the two changed nothing',
    why: 'the choice of the forward pass was not kept',
    mend: 'dy to the larger input, 0 to the other',
    source: cs231n,
    wrong: ['da', 'db'],
    plant: (right) =>
      withGradients(right, ({ dy }) => ({ a: chained(dy, () => 1), b: chained(dy, () => 1) })),
  },
  {
    id: 'maximum/gradient-to-the-smaller',
    operator: 'maximum',
    name: { en: 'the smaller input receives the gradient', ko: 'max 게이트가 작은 쪽 입력에 기울기를 보냄' },
    symptom: 'da and db are exchanged',
    why: 'the mask of the comparison is used the wrong way round',
    mend: 'dy to the larger input, 0 to the other',
    source: cs231n,
    wrong: ['da', 'db'],
    plant: (right) =>
      withGradients(right, ({ inputs: { a, b }, dy }) => {
        const takesA = (i: number) => a!.data[i]! >= b!.data[i]! || Number.isNaN(a!.data[i]);
        return { a: chained(dy, (i) => (takesA(i) ? 0 : 1)), b: chained(dy, (i) => (takesA(i) ? 1 : 0)) };
      }),
  },
];
