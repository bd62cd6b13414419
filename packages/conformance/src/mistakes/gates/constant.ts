/**
 * The mistakes of scale and addConstant.
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { map } from '../rearranged.ts';
import { only, variationsOf } from '../variations.ts';

const scale = variationsOf('scale');
const addConstant = variationsOf('addConstant');
const patterns = 'cs231n, Optimization: patterns in backward flow';

/** All of them. */
export const constantMistakes: readonly Mistake[] = [
  {
    id: 'scale/dx-not-scaled',
    operator: 'scale',
    name: { en: 'the input gradient is not scaled', ko: '입력 그래디언트에 상수를 곱하지 않는다' },
    symptom: 'dx is dy',
    why: 'a constant has no gradient, and with it its factor was dropped',
    mend: 'dx = value · dy',
    source: patterns,
    wrong: ['dx'],
    plant: scale.changed({ dx: (_, { outputGrads: { y: dy } }) => map(dy, (value) => value) }),
  },
  {
    id: 'scale/dx-times-input',
    operator: 'scale',
    name: { en: 'the input gradient is dy · x', ko: '입력 그래디언트가 dy · x이다' },
    symptom: 'dx does not depend on the constant',
    why: 'that is the gradient of the factor, not of x',
    mend: 'dx = value · dy',
    source: patterns,
    wrong: ['dx'],
    plant: scale.changed({
      dx: (dx, { inputs: { x }, outputGrads: { y: dy } }) => map(dx, (_, i) => x.data[i]! * dy.data[i]!),
    }),
  },
  {
    id: 'addConstant/dx-scaled',
    operator: 'addConstant',
    name: { en: 'the input gradient is multiplied by the constant', ko: '입력 그래디언트에 상수를 곱한다' },
    symptom: 'dx is value · dy',
    why: 'scale’s backward was copied',
    mend: 'a constant that is added has no part in the gradient: dx = dy',
    source: patterns,
    wrong: ['dx'],
    plant: addConstant.changed({
      dx: (dx, { attributes: { value } }) => map(dx, (gradient) => gradient * value),
    }),
  },
  {
    id: 'addConstant/constant-in-gradient',
    operator: 'addConstant',
    name: { en: 'the constant is added to the gradient', ko: '그래디언트에도 상수를 더한다' },
    symptom: 'dx is dy + value',
    why: 'one function does forward and backward',
    mend: 'dx = dy',
    source: patterns,
    wrong: ['dx'],
    plant: addConstant.changed({
      dx: (dx, { attributes: { value } }) => map(dx, (gradient) => gradient + value),
    }),
  },
  {
    id: 'addConstant/subtracted',
    operator: 'addConstant',
    name: { en: 'the constant is subtracted', ko: '상수를 더하지 않고 뺀다' },
    symptom: 'y is off by twice the constant',
    why: 'a threshold is subtracted, a constant is added',
    mend: 'y = x + value',
    source: 'cs231n, Optimization: modularity, the gates of the sigmoid example',
    wrong: ['y'],
    plant: only(
      ['y'],
      addConstant.asked(({ attributes: { value } }) => ({ attributes: { value: -value } })),
    ),
  },
];
