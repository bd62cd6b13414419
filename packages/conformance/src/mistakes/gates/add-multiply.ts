/**
 * The mistakes of the gates add, the distributor, and multiply, the switcher.
 *
 * @module
 */
import { zeros } from '@gradspec/spec';
import type { Mistake } from '../mistake.ts';
import { map } from '../rearranged.ts';
import { variationsOf } from '../variations.ts';

const add = variationsOf('add');
const multiply = variationsOf('multiply');
const patterns = 'cs231n, Optimization: patterns in backward flow';

/** All of them. */
export const addMultiplyMistakes: readonly Mistake[] = [
  {
    id: 'add/gradient-to-one-input',
    operator: 'add',
    name: { en: 'only the first input gets a gradient', ko: '첫 입력만 그래디언트를 받는다' },
    symptom: 'db is 0; the branch behind b does not learn',
    why: 'a residual connection that is cut off, or a router in place of a distributor',
    mend: 'an add gate gives dy to both inputs',
    source: patterns,
    wrong: ['db'],
    plant: add.changed({ db: ({ dtype, shape }) => zeros(dtype, shape) }),
  },
  {
    id: 'add/gradient-shared-out',
    operator: 'add',
    name: { en: 'the inputs share the gradient', ko: '두 입력이 그래디언트를 반씩 나눈다' },
    symptom: 'both gradients are half of dy',
    why: 'distributing is mistaken for dividing',
    mend: 'both inputs get all of dy: ∂(a + b)/∂a = 1',
    source: patterns,
    wrong: ['da', 'db'],
    plant: add.cotangent(({ y: dy }) => ({ y: map(dy, (value) => value / 2) })),
  },
  {
    id: 'add/gradient-of-multiply',
    operator: 'add',
    name: { en: 'the gradients are those of a multiply gate', ko: '그래디언트가 곱셈 게이트의 것이다' },
    symptom: 'da is dy·b and db is dy·a',
    why: 'the multiply gate was copied and its backward kept',
    mend: 'both inputs get dy as it is',
    source: patterns,
    wrong: ['da', 'db'],
    plant: add.changed({
      da: (da, { inputs: { b } }) => map(da, (value, i) => value * b.data[i]!),
      db: (db, { inputs: { a } }) => map(db, (value, i) => value * a.data[i]!),
    }),
  },
  {
    id: 'multiply/gradient-own-value',
    operator: 'multiply',
    name: {
      en: 'each input’s gradient is multiplied by its own value',
      ko: '각 입력의 그래디언트에 자기 자신의 값을 곱한다',
    },
    symptom: 'right where a = b',
    why: 'the gate exchanges the two values, and the exchange was forgotten',
    mend: 'da = dy·b, db = dy·a',
    source: patterns,
    wrong: ['da', 'db'],
    plant: multiply.changed({
      da: (_, { inputs: { a }, outputGrads: { y: dy } }) => map(a, (value, i) => value * dy.data[i]!),
      db: (_, { inputs: { b }, outputGrads: { y: dy } }) => map(b, (value, i) => value * dy.data[i]!),
    }),
  },
  {
    id: 'multiply/local-gradient-alone',
    operator: 'multiply',
    name: {
      en: 'the local gradient is not multiplied by the output gradient',
      ko: '국소 그래디언트에 출력 그래디언트를 곱하지 않는다',
    },
    symptom: 'right at the last gate of a circuit, wrong before it',
    why: 'the output gradient of the last gate is 1',
    mend: 'chain rule: local gradient times output gradient',
    source: 'cs231n, Optimization: backpropagation, the chain rule',
    wrong: ['da', 'db'],
    plant: multiply.cotangent(({ y: dy }) => ({ y: map(dy, () => 1) })),
  },
  {
    id: 'multiply/gradient-of-add',
    operator: 'multiply',
    name: { en: 'the gradients are those of an add gate', ko: '그래디언트가 덧셈 게이트의 것이다' },
    symptom: 'both gradients are dy',
    why: 'the add gate was copied and its backward kept',
    mend: 'da = dy·b, db = dy·a',
    source: patterns,
    wrong: ['da', 'db'],
    plant: multiply.changed({
      da: (_, { outputGrads: { y: dy } }) => map(dy, (value) => value),
      db: (_, { outputGrads: { y: dy } }) => map(dy, (value) => value),
    }),
  },
  {
    id: 'multiply/product-as-gradient',
    operator: 'multiply',
    name: { en: 'both gradients are dy · a · b', ko: '두 그래디언트가 모두 dy · a · b이다' },
    symptom: 'right where the input in question is 1',
    why: 'the saved output is used in place of the other input',
    mend: 'da = dy·b, db = dy·a',
    source: patterns,
    wrong: ['da', 'db'],
    plant: multiply.changed({
      da: (da, { inputs: { a } }) => map(da, (value, i) => value * a.data[i]!),
      db: (db, { inputs: { b } }) => map(db, (value, i) => value * b.data[i]!),
    }),
  },
];
