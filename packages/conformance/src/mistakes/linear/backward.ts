/**
 * Mistakes of linear's gradients.
 *
 * @module
 */
import { tensor } from '@gradspec/spec';
import type { Mistake } from '../mistake.ts';
import { gathered, map, misread, transposed } from '../rearranged.ts';
import { only, variationsOf } from '../variations.ts';

const { asked, changed, cotangent } = variationsOf('linear');

/** All of them. */
export const linearBackward: readonly Mistake[] = [
  {
    id: 'linear/dx-untransposed',
    operator: 'linear',
    name: {
      en: 'the input gradient does not transpose the weights',
      ko: '입력 그래디언트에서 가중치를 전치하지 않는다',
    },
    symptom: 'dx is wrong; silent where I = O, an error about shapes in a checked product',
    why: 'y = x·wᵀ and dx = dy·w differ by a transpose that is easily lost',
    mend: 'dx[i] = Σ_o dy[o] · w[o, i]',
    source: 'cs231n, Optimization: gradients for vectorized operations, dimension analysis',
    wrong: ['dx'],
    plant: only(
      ['dx'],
      asked(({ inputs: { w } }) => ({ inputs: { w: misread(w, 0, 1) } })),
    ),
  },
  {
    id: 'linear/dw-transposed',
    operator: 'linear',
    name: { en: 'the weight gradient is transposed', ko: '가중치 그래디언트가 전치되어 있다' },
    symptom: 'dw has the shape [I, O]',
    why: 'xᵀ·dy in place of dyᵀ·x',
    mend: 'dw = dyᵀ·x, in w’s shape',
    source: 'cs231n, Optimization: gradients for vectorized operations, dimension analysis',
    wrong: ['dw'],
    plant: changed({ dw: (dw) => transposed(dw, 0, 1) }),
  },
  {
    id: 'linear/dw-stored-transposed',
    operator: 'linear',
    name: {
      en: 'the weight gradient is stored transposed under w’s shape',
      ko: '가중치 그래디언트를 전치된 순서로 저장하고 w의 모양만 붙인다',
    },
    symptom: 'dw has the right shape and the right numbers in the wrong places',
    why: 'a reshape silenced the error about shapes',
    mend: 'transpose, don’t reshape',
    source: 'NumPy documentation: reshape keeps the order of elements',
    wrong: ['dw'],
    plant: changed({ dw: (dw) => misread(dw, 0, 1) }),
  },
  {
    id: 'linear/dw-last-row-only',
    operator: 'linear',
    name: {
      en: 'the weight gradient is that of the last row',
      ko: '가중치 그래디언트가 배치의 마지막 행만 반영한다',
    },
    symptom: 'right for a batch of one',
    why: 'dw is assigned in the loop over rows',
    mend: 'sum over all rows',
    source: 'Nielsen: Neural Networks and Deep Learning, 2',
    wrong: ['dw'],
    plant: only(
      ['dw'],
      cotangent(({ y: dy }) => {
        const last = dy.data.length - dy.shape.at(-1)!;
        return { y: map(dy, (value, at) => (at < last ? 0 : value)) };
      }),
    ),
  },
  {
    id: 'linear/dw-batch-mean',
    operator: 'linear',
    name: {
      en: 'the weight gradient is averaged over the rows',
      ko: '가중치 그래디언트를 행에 대해 평균한다',
    },
    symptom: 'dw is too small by exactly the number of rows',
    why: 'the mean is the loss’s, whose gradient dy has it already',
    mend: 'sum over the rows',
    source: 'cs231n, Linear Classification: the loss is the mean over the examples',
    wrong: ['dw'],
    plant: changed({
      dw: (dw, { inputs: { x } }) => map(dw, (value) => (value * x.shape.at(-1)!) / (x.data.length || 1)),
    }),
  },
  {
    id: 'linear/db-not-summed',
    operator: 'linear',
    name: {
      en: 'the bias gradient is not summed over the rows',
      ko: '편향 그래디언트를 행에 대해 더하지 않는다',
    },
    symptom: 'db has the shape of y',
    why: 'db = dy holds for a single row',
    mend: 'sum dy over all leading axes',
    source: 'cs231n, Neural Networks case study: db = np.sum(dscores, axis=0)',
    wrong: ['db'],
    plant: changed({ db: (_, { outputGrads: { y: dy } }) => map(dy, (value) => value) }),
  },
  {
    id: 'linear/db-sums-outputs',
    operator: 'linear',
    name: {
      en: 'the bias gradient is summed over the outputs',
      ko: '편향 그래디언트를 행이 아니라 출력 축에 대해 더한다',
    },
    symptom: 'db has one number per row',
    why: 'sum(axis = 1) in place of sum(axis = 0)',
    mend: 'sum over the rows, keep the outputs',
    source: 'cs231n, Neural Networks case study: db = np.sum(dscores, axis=0)',
    wrong: ['db'],
    plant: changed({
      db(_, { outputGrads: { y: dy } }) {
        const O = dy.shape.at(-1)!;
        const rows = new Float64Array(O === 0 ? 0 : dy.data.length / O);
        dy.data.forEach((value, at) => (rows[Math.floor(at / O)]! += value));
        return tensor(dy.dtype, [rows.length], rows);
      },
    }),
  },
  {
    id: 'linear/dy-ignored',
    operator: 'linear',
    name: { en: 'the output gradient is taken to be 1 everywhere', ko: '출력 그래디언트를 모두 1로 본다' },
    symptom: 'right when the loss is the sum of y',
    why: 'backward was tested through .sum() only',
    mend: 'multiply with dy',
    source: 'micrograd: tests start backward at one scalar',
    wrong: ['dx', 'dw', 'db'],
    plant: cotangent(({ y: dy }) => ({ y: map(dy, () => 1) })),
  },
  {
    id: 'linear/dy-rows-reversed',
    operator: 'linear',
    name: {
      en: 'the output gradients of the rows come in reverse',
      ko: '행의 출력 그래디언트를 거꾸로 짝짓는다',
    },
    symptom: 'db is right; dx and dw are wrong for two rows or more',
    why: 'rows are pushed on a stack in forward and taken from it in backward',
    mend: 'pair row r of dy with row r of x',
    source: 'Griewank and Walther: Evaluating Derivatives, the tape is read backwards',
    wrong: ['dx', 'dw'],
    plant: cotangent(({ y: dy }) => ({
      y: gathered(dy, dy.shape, (index) =>
        index.map((at, axis) => (axis < dy.shape.length - 1 ? dy.shape[axis]! - 1 - at : at)),
      ),
    })),
  },
];
