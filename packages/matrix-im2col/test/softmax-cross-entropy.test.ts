import { describe, expect, test } from '@jest/globals';
import { softmaxCrossEntropy } from '../src/softmax-cross-entropy.ts';
import { dtypes, numericGradients, run, settled, type Nested } from './run-kernel.ts';

const [inf, nan, ln2, ln3] = [Infinity, NaN, Math.log(2), Math.log(3)];
// the odds 1 : 2 : 3 with the right answer 2, nothing, and 2 : 1 : 1 with the right answer 0
const scores = [
  [0, ln2, ln3],
  [5, nan, -inf],
  [ln2 - 9, -9, -9],
];
const labels = [1, -1, 0];

describe.each(dtypes)('softmaxCrossEntropy, %s', (dtype) => {
  const close = (got: number[], expected: number[]) =>
    expect(settled(got, expected, dtype)).toEqual(expected);

  // prettier-ignore
  test.each<[string, number[], number[], Nested, number[]]>([
    ['none', [3], [ln3, 0, ln2],      [-6, nan, 4], [-1, 4, -3, 0, 0, 0, -2, 1, 1]],
    ['sum',  [],  [ln2 + ln3],        -12,          [-2, 8, -6, 0, 0, 0, 6, -3, -3]],
    ['mean', [],  [(ln2 + ln3) / 2],  12,           [1, -4, 3, 0, 0, 0, -3, 1.5, 1.5]],
  ])('reduction %s leaves out what has no label, whatever stands there', (reduction, shape, y, dy, ds) => {
    const result = run(softmaxCrossEntropy, { inputs: { scores, labels }, attributes: { reduction }, dy, dtype });
    expect(result.shape).toEqual(shape);
    close(result.y, y);
    close(result.grads.scores!, ds);
  });

  test('a sure and right answer keeps the digits of its small loss and gradients', () => {
    const call = { inputs: { scores: [60, 0, -inf], labels: 0 }, dy: -3, dtype };
    const { y, grads } = run(softmaxCrossEntropy, call);
    expect(y[0]! / Math.exp(-60)).toBeCloseTo(1, 6);
    expect(grads.scores![0]! / (3 * Math.exp(-60))).toBeCloseTo(1, 6);
    expect(grads.scores![1]! / (-3 * Math.exp(-60))).toBeCloseTo(1, 6);
    expect(grads.scores![2]).toBe(0);
  });

  test('a sure and wrong answer costs how sure it was, without overflow', () => {
    const { y, grads } = run(softmaxCrossEntropy, {
      inputs: { scores: [1000, -500], labels: 1 },
      dy: -3,
      dtype,
    });
    expect([y, grads.scores]).toEqual([[1500], [-3, 3]]);
  });

  test('NaN and infinities spread through their row', () => {
    const wild = [
      [1, nan, 2],
      [1, inf, 2],
      [-inf, -inf, -inf],
      [0, -inf, 0],
    ];
    const call = {
      inputs: { scores: wild, labels: [0, 1, 2, 1] },
      attributes: { reduction: 'none' },
      dy: [1, 2, 3, 4],
      dtype,
    };
    const { y, grads } = run(softmaxCrossEntropy, call);
    expect(y).toEqual([nan, nan, nan, inf]);
    expect(grads.scores).toEqual([...Array<number>(9).fill(nan), 2, -4, 2]);
  });
});

test('has the gradient that differences show', () => {
  const call = {
    inputs: { scores: [[[0.7, -1.3, 2.1, 0, 0.4]], [[0.2, 0.1, -0.6, 1.1, 0.4]]], labels: [[3], [0]] },
    attributes: { reduction: 'none' },
    dy: [[1.5], [-2]],
  };
  const measured = numericGradients(softmaxCrossEntropy, call).scores!;
  run(softmaxCrossEntropy, call).grads.scores!.forEach((value, i) =>
    expect(value).toBeCloseTo(measured[i]!, 7),
  );
});

test('of no label the sum is 0, also where there are no classes', () => {
  const attributes = { reduction: 'sum' };
  const none = { inputs: { scores: [[], []], labels: [-1, -1] }, attributes, dy: 3 };
  expect(run(softmaxCrossEntropy, none)).toEqual({ y: [0], shape: [], grads: { scores: [] } });
  const empty = { inputs: { scores: [[1, 2]], labels: [-1] }, attributes, dy: inf };
  expect(run(softmaxCrossEntropy, empty)).toEqual({ y: [0], shape: [], grads: { scores: [0, 0] } });
});

test('the default is the mean, and the gradient is 0 where dloss is left out', () => {
  const { y, grads } = run(softmaxCrossEntropy, { inputs: { scores: [[3, 3], [1, 1]], labels: [0, 1] } }); // prettier-ignore
  expect(y[0]).toBeCloseTo(ln2, 14);
  expect(grads).toEqual({ scores: [0, 0, 0, 0] });
});
