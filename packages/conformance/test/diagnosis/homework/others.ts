/**
 * A pool and a loss as homework hands them in, each with a slip.
 *
 * @module
 */
import { inferShapes, zeros, type FloatTensor, type Implementation, type Int32Tensor } from '@gradspec/spec';

/** softmax and cross-entropy whose gradient is that of the sum although the mean was asked for. */
const meanForgotten: Implementation = {
  name: 'mean-forgotten-on-the-way-back',
  version: '1',
  kernels: {
    softmaxCrossEntropy: {
      forward({ scores, labels }, { reduction = 'mean' } = {}) {
        const K = scores.shape.at(-1)!;
        const p = scores.data.slice();
        const losses: number[] = [];
        labels.data.forEach((label, row) => {
          const one = p.subarray(row * K, (row + 1) * K);
          const most = Math.max(...one);
          let sum = 0;
          one.forEach((score, k) => (sum += one[k] = Math.exp(score - most)));
          one.forEach((value, k) => (one[k] = value / sum));
          losses.push(label < 0 ? 0 : -Math.log(one[label]!));
        });
        const counted = labels.data.filter((label) => label >= 0).length;
        const total = losses.reduce((a, b) => a + b, 0);
        const loss = zeros(scores.dtype, reduction === 'none' ? labels.shape : []);
        if (reduction === 'none') loss.data.set(losses);
        else loss.data[0] = reduction === 'mean' ? total / counted : total;
        return { outputs: { loss }, saved: { p, scores, labels } };
      },
      backward({ loss: dy }, saved) {
        const { p, scores, labels } = saved as {
          p: FloatTensor['data'];
          scores: FloatTensor;
          labels: Int32Tensor;
        };
        const K = scores.shape.at(-1)!;
        const grad = zeros(scores.dtype, scores.shape);
        labels.data.forEach((label, row) => {
          if (label < 0) return;
          const upstream = dy ? (dy.data.length > 1 ? dy.data[row]! : dy.data[0]!) : 0;
          for (let k = 0; k < K; k++)
            grad.data[row * K + k] = upstream * (p[row * K + k]! - (k === label ? 1 : 0));
        });
        return { scores: grad };
      },
    },
  },
};

/** An average pool over images that divides by the size of the kernel, whatever lies in the padding. */
const paddingCounted: Implementation = {
  name: 'average-counts-padding',
  version: '1',
  kernels: {
    avgPool: {
      forward({ x }, attributes) {
        const { attributes: filled, outputShapes } = inferShapes('avgPool', { x: x.shape }, attributes);
        const { kernel, stride, padding } = filled;
        if (x.shape.length !== 4) throw new Error('images only');
        const y = zeros(x.dtype, outputShapes.y);
        const [, , H, W] = x.shape as [number, number, number, number];
        const [N, C, OH, OW] = y.shape as [number, number, number, number];
        const [KH, KW] = kernel as [number, number];
        const pairs: [number, number][] = [];
        for (let plane = 0; plane < N * C; plane++)
          for (let oh = 0; oh < OH; oh++)
            for (let ow = 0; ow < OW; ow++)
              for (let kh = 0; kh < KH; kh++)
                for (let kw = 0; kw < KW; kw++) {
                  const [ih, iw] = [
                    oh * stride[0]! + kh - padding[0]![0],
                    ow * stride[1]! + kw - padding[1]![0],
                  ];
                  if (ih < 0 || ih >= H || iw < 0 || iw >= W) continue;
                  pairs.push([(plane * H + ih) * W + iw, (plane * OH + oh) * OW + ow]);
                }
        for (const [i, o] of pairs) y.data[o]! += x.data[i]! / (KH * KW);
        return { outputs: { y }, saved: { pairs, x, size: KH * KW } };
      },
      backward({ y: dy }, saved) {
        const { pairs, x, size } = saved as { pairs: [number, number][]; x: FloatTensor; size: number };
        const dx = zeros(x.dtype, x.shape);
        for (const [i, o] of pairs) dx.data[i]! += (dy?.data[o] ?? 0) / size;
        return { x: dx };
      },
    },
  },
};

/** Modules with a slip. */
export const others = [meanForgotten, paddingCounted];
