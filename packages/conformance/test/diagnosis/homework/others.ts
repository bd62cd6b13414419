/**
 * A linear layer and a loss as homework hands them in, each with a slip.
 *
 * @module
 */
import { zeros, type FloatTensor, type Implementation, type Int32Tensor } from '@gradspec/spec';

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

/** Modules with a slip. */
export const others = [meanForgotten];
