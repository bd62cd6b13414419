/**
 * What small nets are made of, in the simplest way: `linear`, the losses, `concat`, and a forward of `rnn`. Beside `tiny`,
 * whose `rnn` is none.
 */
import {
  defineKernel,
  elementCount,
  tensor,
  zeros,
  type FloatTensor,
  type Implementation,
  type Shape,
} from '@gradspec/spec';
import { tiny } from './tiny.ts';

/** A tensor of x's dtype whose elements are `element(i)`. */
const filled = ({ dtype }: FloatTensor, shape: Shape, element: (i: number) => number): FloatTensor =>
  tensor(
    dtype,
    shape,
    Array.from({ length: elementCount(shape) }, (_, i) => element(i)),
  );

const sum = (count: number, term: (i: number) => number): number =>
  Array.from({ length: count }, (_, i) => term(i)).reduce((total, value) => total + value, 0);

const linear = defineKernel('linear', {
  forward({ inputs: { x, w, b }, outputShapes }) {
    const [O, I] = w.shape as [number, number];
    const y = filled(
      x,
      outputShapes.y,
      (k) =>
        (b?.data[k % O] ?? 0) + sum(I, (i) => w.data[(k % O) * I + i]! * x.data[Math.floor(k / O) * I + i]!),
    );
    return { outputs: { y }, saved: undefined };
  },
  backward({ inputs: { x, w, b } }, { outputGrads: { y: dy } }) {
    const [O, I] = w.shape as [number, number];
    const R = dy.data.length / O;
    const dx = filled(x, x.shape, (k) =>
      sum(O, (o) => w.data[o * I + (k % I)]! * dy.data[Math.floor(k / I) * O + o]!),
    );
    const dw = filled(w, w.shape, (k) =>
      sum(R, (r) => dy.data[r * O + Math.floor(k / I)]! * x.data[r * I + (k % I)]!),
    );
    const db = filled(w, [O], (o) => sum(R, (r) => dy.data[r * O + o]!));
    return { x: dx, w: dw, ...(b && { b: db }) };
  },
});

/** The mean only. */
const meanSquaredError = defineKernel('meanSquaredError', {
  forward({ inputs: { prediction, target } }) {
    const L = prediction.data.length;
    const loss = sum(L, (i) => (prediction.data[i]! - target.data[i]!) ** 2) / L;
    return { outputs: { loss: filled(prediction, [], () => loss) }, saved: undefined };
  },
  backward({ inputs: { prediction, target } }, { outputGrads: { loss: d } }) {
    const L = prediction.data.length;
    const part = (i: number) => (2 * d.data[0]! * (prediction.data[i]! - target.data[i]!)) / L;
    return {
      prediction: filled(prediction, prediction.shape, part),
      target: filled(target, target.shape, (i) => -part(i)),
    };
  },
});

/** The mean, or one loss per row; no label is −1. */
const softmaxCrossEntropy = defineKernel('softmaxCrossEntropy', {
  forward({ inputs: { scores, labels }, attributes: { reduction }, outputShapes }) {
    const [R, K] = [labels.data.length, scores.shape.at(-1)!];
    const row = (r: number) => {
      const s = (k: number) => scores.data[r * K + k]!;
      return Math.log(sum(K, (k) => Math.exp(s(k)))) - s(labels.data[r]!);
    };
    const loss = (r: number) => (reduction === 'none' ? row(r) : sum(R, row) / R);
    return { outputs: { loss: filled(scores, outputShapes.loss, loss) }, saved: undefined };
  },
  backward({ inputs: { scores, labels } }, { outputGrads: { loss: d } }) {
    const [R, K] = [labels.data.length, scores.shape.at(-1)!];
    const ds = filled(scores, scores.shape, (i) => {
      const [r, k] = [Math.floor(i / K), i % K];
      const all = sum(K, (j) => Math.exp(scores.data[r * K + j]!));
      return (d.data[0]! * (Math.exp(scores.data[i]!) / all - (k === labels.data[r] ? 1 : 0))) / R;
    });
    return { scores: ds };
  },
});

const sumOfSquares = defineKernel('sumOfSquares', {
  forward: ({ inputs: { x }, attributes: { scale } }) => ({
    outputs: { loss: filled(x, [], () => scale * sum(x.data.length, (i) => x.data[i]! ** 2)) },
    saved: undefined,
  }),
  backward: ({ inputs: { x }, attributes: { scale } }, { outputGrads: { loss: d } }) => ({
    x: filled(x, x.shape, (i) => 2 * scale * d.data[0]! * x.data[i]!),
  }),
});

/** Forward only. */
const concat = defineKernel('concat', {
  forward({ inputs: { a, b }, attributes: { axis }, outputShapes: { y } }) {
    const [A, B] = [a, b].map(({ shape }) => elementCount(shape.slice(axis))) as [number, number];
    const element = (i: number) => {
      const [row, at] = [Math.floor(i / (A + B)), i % (A + B)];
      return at < A ? a.data[row * A + at]! : b.data[row * B + at - A]!;
    };
    return { outputs: { y: filled(a, y, element) }, saved: undefined };
  },
  backward: () => ({}),
});

/** Forward only, activation identity whatever is asked; with lengths and reverse. */
const rnn = defineKernel('rnn', {
  forward({ inputs: { x, wx, wh, b, h0, lengths }, attributes: { reverse }, outputShapes }) {
    const [T, N, I] = x.shape as [number, number, number];
    const H = wh.shape[0]!;
    const h = zeros(x.dtype, outputShapes.h);
    const hT = h0 ?? zeros(x.dtype, outputShapes.hT);
    for (let n = 0; n < N; n++) {
      const L = lengths?.data[n] ?? T;
      for (let s = 0; s < L; s++) {
        const t = reverse ? L - 1 - s : s;
        const state = Array.from(
          { length: H },
          (_, k) =>
            (b?.data[k] ?? 0) +
            sum(I, (i) => wx.data[k * I + i]! * x.data[(t * N + n) * I + i]!) +
            sum(H, (j) => wh.data[k * H + j]! * hT.data[n * H + j]!),
        );
        hT.data.set(state, n * H);
        h.data.set(state, (t * N + n) * H);
      }
    }
    return { outputs: { h, hT }, saved: undefined };
  },
  backward: () => ({}),
});

/** `tiny` with what nets need. */
export const tinyNet: Implementation = {
  name: 'tiny-net',
  version: '0.0.0',
  kernels: {
    ...tiny.kernels,
    linear,
    meanSquaredError,
    softmaxCrossEntropy,
    sumOfSquares,
    concat,
    rnn,
  },
};
