/**
 * Fresh mistakes in what works row by row: linear, softmax, the cross entropy and concat.
 *
 * @module
 */
import { elementCount, tensor } from '@gradspec/spec';
import { freshMistake } from './fresh-mistake.ts';

/** The fresh mistakes in linear, softmax, softmaxCrossEntropy and concat. */
export const rows = [
  freshMistake(
    {
      id: 'linear/sum-not-cleared-without-bias',
      wrong: 'The sum begins with the bias, and where there is none it goes on from the element before.',
      operator: 'linear',
      directions: ['forward'],
      results: ['y'],
      words: ['bias', 'without b', 'b is not given', 'b is left out'],
    },
    {
      forward({ inputs: { x, w, b }, outputShapes, dtype }, right) {
        const [O, I] = w.shape as [number, number];
        const y = new Float64Array(elementCount(outputShapes.y));
        let sum = 0;
        for (let at = 0; at < y.length; at++) {
          const [r, o] = [Math.floor(at / O), at % O];
          if (b) sum = b.data[o]!;
          for (let i = 0; i < I; i++) sum += w.data[o * I + i]! * x.data[r * I + i]!;
          y[at] = sum;
        }
        const { saved } = right.forward({ x, w, ...(b && { b }) });
        return { outputs: { y: tensor(dtype, outputShapes.y, y) }, saved };
      },
    },
  ),
  freshMistake(
    {
      id: 'softmax/dx-dot-not-cleared',
      wrong: 'The product of y and dy is summed up over all rows so far, so only the first row is right.',
      operator: 'softmax',
      directions: ['input gradient'],
      results: ['dx'],
      words: [],
    },
    {
      backward({ inputs: { x }, dtype }, { y: dy }) {
        const K = x.shape.at(-1)!;
        const dx = new Float64Array(x.data.length);
        let dot = 0;
        for (let row = 0; row < dx.length; row += K) {
          const scores = Array.from(x.data.subarray(row, row + K));
          const powers = scores.map((score) => Math.exp(score - Math.max(...scores)));
          const total = powers.reduce((sum, power) => sum + power, 0);
          powers.forEach((power, k) => (dot += (power / total) * dy.data[row + k]!));
          powers.forEach((power, k) => (dx[row + k] = (power / total) * (dy.data[row + k]! - dot)));
        }
        return { x: tensor(dtype, x.shape, dx) };
      },
    },
  ),
  freshMistake(
    {
      id: 'softmaxCrossEntropy/always-averaged-backward',
      wrong: 'Backward divides by the number of counted labels also with reduction sum and none.',
      operator: 'softmaxCrossEntropy',
      directions: ['input gradient'],
      results: ['dscores'],
      words: ['reduction', 'mean'],
    },
    {
      backward({ inputs: { labels, scores }, attributes: { reduction }, dtype }, grads, right) {
        const all = right(grads);
        if (reduction === 'mean') return all;
        const counted = Math.max(1, labels.data.filter((label) => label !== -1).length);
        const divided = all.scores!.data.map((value) => value / counted);
        return { scores: tensor(dtype, scores.shape, divided) };
      },
    },
  ),
  freshMistake(
    {
      id: 'concat/db-begins-without-the-inner-axes',
      wrong:
        'The gradient of b begins after as many elements as a has along the axis, the axes after it forgotten.',
      operator: 'concat',
      directions: ['input gradient'],
      results: ['db'],
      words: ['axis'],
    },
    {
      backward({ inputs: { a, b }, attributes: { axis }, dtype }, { y: dy }, right) {
        const after = elementCount(a.shape.slice(axis + 1));
        const [A, B] = [a.shape[axis]!, b.shape[axis]! * after];
        const row = A * after + B;
        const read = b.data.map((_, i) => dy.data[Math.floor(i / B) * row + A + (i % B)]!);
        return { ...right({ y: dy }), b: tensor(dtype, b.shape, read) };
      },
    },
  ),
];
