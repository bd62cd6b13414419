/**
 * The mistakes of reshape and sum.
 *
 * @module
 */
import { zeros, type FloatTensor } from '@gradspec/spec';
import type { Mistake } from '../mistake.ts';
import { gathered, map, reshaped } from '../rearranged.ts';
import { only, variationsOf } from '../variations.ts';

const reshape = variationsOf('reshape');
const sum = variationsOf('sum');
const patterns = 'cs231n, Optimization: patterns in backward flow';

/** All axes in reverse, the elements moved accordingly. */
const reversedAxes = (one: FloatTensor): FloatTensor =>
  gathered(one, [...one.shape].reverse(), (index) => [...index].reverse());

/** The same numbers unfolded in column-major order. */
const columnMajor = (one: FloatTensor, shape: readonly number[]): FloatTensor =>
  reversedAxes(reshaped(reversedAxes(one), [...shape].reverse()));

/** All of them. */
export const reshapeSumMistakes: readonly Mistake[] = [
  {
    id: 'reshape/column-major',
    operator: 'reshape',
    name: { en: 'the elements are counted in column-major order', ko: '원소를 열 우선 순서로 센다' },
    symptom: 'right shape, elements in other places',
    why: 'MATLAB, Fortran and Julia count that way',
    mend: 'row-major: the last axis moves first',
    source: 'NumPy documentation: reshape, order F',
    wrong: ['y'],
    plant: reshape.changed({ y: (y, { inputs: { x } }) => columnMajor(x, y.shape) }),
  },
  {
    id: 'reshape/dx-column-major',
    operator: 'reshape',
    name: {
      en: 'the gradient is unfolded in column-major order',
      ko: '그래디언트를 열 우선 순서로 되돌린다',
    },
    symptom: 'dx has the right shape and the right numbers in other places',
    why: 'a transpose in backward where a reshape is due',
    mend: 'give dy x’s shape and leave its elements in order',
    source: 'NumPy documentation: reshape, order F',
    wrong: ['dx'],
    plant: reshape.changed({ dx: (dx, { outputGrads: { y: dy } }) => columnMajor(dy, dx.shape) }),
  },
  {
    id: 'reshape/dx-not-reshaped',
    operator: 'reshape',
    name: { en: 'the gradient keeps the output’s shape', ko: '그래디언트의 모양을 되돌리지 않는다' },
    symptom: 'dx has y’s shape; a later addition broadcasts without a word',
    why: 'backward passes dy on as it is',
    mend: 'give dx the shape of x',
    source: 'NumPy documentation: broadcasting',
    wrong: ['dx'],
    plant: reshape.changed({ dx: (dx, { outputGrads: { y: dy } }) => reshaped(dx, dy.shape) }),
  },
  {
    id: 'sum/mean',
    operator: 'sum',
    name: { en: 'it is the mean', ko: '합이 아니라 평균이다' },
    symptom: 'y and dx are too small by the number of elements',
    why: 'losses are mostly means',
    mend: 'add, and don’t divide',
    source: 'NumPy documentation: sum and mean',
    wrong: ['y', 'dx'],
    plant: sum.changed({
      y: (y, { inputs: { x } }) => map(y, (value) => value / (x.data.length || 1)),
      dx: (dx) => map(dx, (value) => value / dx.data.length),
    }),
  },
  {
    id: 'sum/gradient-not-spread',
    operator: 'sum',
    name: {
      en: 'the gradient is not spread over the elements',
      ko: '그래디언트를 원소마다 나누어 주지 않는다',
    },
    symptom: 'dx is a scalar',
    why: 'broadcasting hides it until someone asks for the shape',
    mend: 'give every element dy',
    source: patterns,
    wrong: ['dx'],
    plant: sum.changed({ dx: (_, { outputGrads: { y: dy } }) => map(dy, (value) => value) }),
  },
  {
    id: 'sum/starts-with-zero',
    operator: 'sum',
    name: { en: 'the output gradient starts as 0', ko: '출력 그래디언트를 1이 아니라 0으로 시작한다' },
    symptom: 'every gradient of the net is 0',
    why: 'gradients are cleared after the seed df/df = 1 was set',
    mend: 'clear first, then set the gradient of the loss to 1',
    source: 'cs231n, Optimization: backpropagation starts with df/df = 1',
    wrong: ['dx'],
    plant: sum.changed({ dx: ({ dtype, shape }) => zeros(dtype, shape) }),
  },
  {
    id: 'sum/skips-negative',
    operator: 'sum',
    name: { en: 'magnitudes are summed', ko: '절댓값을 더한다' },
    symptom: 'right for numbers that are not negative',
    why: 'asum of BLAS sums magnitudes',
    mend: 'add the numbers with their signs',
    source: 'BLAS: asum',
    wrong: ['y'],
    plant: only(
      ['y'],
      sum.asked(({ inputs: { x } }) => ({ inputs: { x: map(x, (value) => Math.abs(value)) } })),
    ),
  },
];
