/**
 * Mistakes of conv's backward in what it makes of the output gradient: the bias gradient, and a dy that is misread.
 *
 * @module
 */
import { tensor, type FloatTensor } from '@gradspec/spec';
import type { Mistake } from '../mistake.ts';
import { gathered, map, misread, reshaped } from '../rearranged.ts';
import { variationsOf } from '../variations.ts';

const { changed, cotangent } = variationsOf('conv');

/** The sums of dy [N, M, …O] over the batch alone: [M, …O]. */
function overBatch(dy: FloatTensor): FloatTensor {
  const [, ...rest] = dy.shape;
  const size = rest.reduce((product, own) => product * own, 1);
  const sums = new Float64Array(size);
  dy.data.forEach((value, i) => (sums[i % size]! += value));
  return tensor(dy.dtype, rest, sums);
}

/** Mistakes of db and of reading dy. */
export const outputGradientMistakes: readonly Mistake[] = [
  {
    id: 'conv/db-sums-batch-only',
    operator: 'conv',
    name: {
      en: 'the bias gradient is summed over the batch only',
      ko: '편향 그래디언트를 배치에 대해서만 더한다',
    },
    symptom: 'db has the shape [M, …O] in place of [M]',
    why: 'sum(axis = 0), as in a fully connected layer',
    mend: 'b[m] is added everywhere in the plane: sum over the batch and all positions',
    source: 'cs231n assignment 2: conv_backward_naive',
    wrong: ['db'],
    plant: changed({ db: (_, { outputGrads: { y: dy } }) => overBatch(dy) }),
  },
  {
    id: 'conv/db-first-position-only',
    operator: 'conv',
    name: {
      en: 'the bias gradient is that of one position of the plane',
      ko: '편향 그래디언트가 평면의 한 위치만 반영한다',
    },
    symptom: 'right for 1×1 outputs',
    why: 'a sum over the batch, then the first element per channel',
    mend: 'sum over the batch and all positions',
    source: 'cs231n assignment 2: conv_backward_naive',
    wrong: ['db'],
    plant: changed({
      db(db, { outputGrads: { y: dy } }) {
        const sums = overBatch(dy).data;
        return map(db, (_, m) => sums[(m * sums.length) / db.shape[0]!]!);
      },
    }),
  },
  {
    id: 'conv/db-mean',
    operator: 'conv',
    name: { en: 'the bias gradient is a mean', ko: '편향 그래디언트를 더하지 않고 평균한다' },
    symptom: 'db is too small by N times the positions of the plane',
    why: 'mean() in place of sum(), as the loss has it',
    mend: 'sum over the batch and all positions',
    source: 'cs231n, Linear Classification: the loss is the mean over the examples',
    wrong: ['db'],
    plant: changed({
      db: (db, { outputGrads: { y: dy } }) =>
        map(db, (value) => (value * db.shape[0]!) / (dy.data.length || 1)),
    }),
  },
  {
    id: 'conv/db-channels-last',
    operator: 'conv',
    name: {
      en: 'the bias gradient takes the last axis of dy for its channels',
      ko: '편향 그래디언트가 dy의 마지막 축을 채널로 본다',
    },
    symptom: 'db has the width of y in place of its channels',
    why: 'code from a layout [N, H, W, M]: everything but the last axis is summed',
    mend: 'the channels of y are its second axis',
    source: 'TensorFlow: data_format NHWC',
    wrong: ['db'],
    plant: changed({
      db(_, { outputGrads: { y: dy } }) {
        const OW = dy.shape.at(-1)!;
        const sums = new Float64Array(OW);
        dy.data.forEach((value, i) => (sums[i % OW]! += value));
        return tensor(dy.dtype, [OW], sums);
      },
    }),
  },
  {
    id: 'conv/dy-ignored',
    operator: 'conv',
    name: { en: 'the output gradient is taken to be 1 everywhere', ko: '출력 그래디언트를 모두 1로 본다' },
    symptom: 'right when the loss is the sum of y; in a net, all gradients are wrong',
    why: 'backward was tested through .sum() only',
    mend: 'multiply every local derivative with the dy of its output',
    source: 'micrograd: tests start backward at one scalar',
    wrong: ['dx', 'dw', 'db'],
    plant: cotangent(({ y: dy }) => ({ y: map(dy, () => 1) })),
  },
  {
    id: 'conv/dy-transposed',
    operator: 'conv',
    name: {
      en: 'the output gradient is read with height and width exchanged',
      ko: '출력 그래디언트의 높이와 너비를 바꿔 읽는다',
    },
    symptom: 'db is right, dx and dw are not; invisible when dy is the same everywhere',
    why: 'a flattened dy was shaped again as [OW, OH]',
    mend: 'give dy the shape of y',
    source: 'NumPy documentation: reshape keeps the order of elements',
    wrong: ['dx', 'dw'],
    plant: cotangent(({ y: dy }) => ({ y: dy.shape.length < 4 ? dy : misread(dy, 2, 3) })),
  },
  {
    id: 'conv/dy-channels-last',
    operator: 'conv',
    name: {
      en: 'the output gradient is read as [N, …O, M]',
      ko: '출력 그래디언트를 [N, …O, M] 배치로 읽는다',
    },
    symptom: 'all gradients are wrong as soon as there are two channels and two positions',
    why: 'the layer behind works with channels last, and dy was reshaped in place of transposed',
    mend: 'transpose dy to [N, M, …O]',
    source: 'TensorFlow: data_format NHWC and NCHW',
    wrong: ['dx', 'dw', 'db'],
    plant: cotangent(({ y: dy }) => {
      const [N, M] = dy.shape as [number, number];
      const O = dy.data.length / (N * M) || 0;
      return { y: reshaped(misread(reshaped(dy, [N, M, O]), 1, 2), dy.shape) };
    }),
  },
  {
    id: 'conv/dy-batch-reversed',
    operator: 'conv',
    name: {
      en: 'the output gradients of the batch come in reverse',
      ko: '배치의 출력 그래디언트를 거꾸로 짝짓는다',
    },
    symptom: 'db is right; dx and dw are wrong for a batch of two or more',
    why: 'samples are pushed on a stack in forward and taken from it in backward',
    mend: 'pair dy[n] with x[n]',
    source: 'Griewank and Walther: Evaluating Derivatives, the tape is read backwards',
    wrong: ['dx', 'dw'],
    plant: cotangent(({ y: dy }) => ({
      y: gathered(dy, dy.shape, (index) => index.with(0, dy.shape[0]! - 1 - index[0]!)),
    })),
  },
];
