import { describe, expect, test } from '@jest/globals';
import { hingeLoss } from '../src/hinge-loss.ts';
import { dtypes, numericGradients, run, type Nested } from './run-kernel.ts';

const [inf, nan] = [Infinity, NaN];
// s_j − s_y + 1: 5 and −1; nothing; −4 and −1.5
const scores = [
  [-1, 3, -3],
  [5, nan, inf],
  [-6, -3.5, -1],
];
const labels = [0, -1, 2];

describe.each(dtypes)('hingeLoss, %s', (dtype) => {
  // prettier-ignore
  test.each<[string, number[], number[], Nested, number[]]>([
    ['none', [3], [8, 0, 0.5],  [-6, nan, 4], [12, -6, -6, 0, 0, 0, 0, 4, -4]],
    ['sum',  [],  [8.5],        -12,          [24, -12, -12, 0, 0, 0, 0, -12, 12]],
    ['mean', [],  [4.25],       12,           [-12, 6, 6, 0, 0, 0, 0, 6, -6]],
  ])('reduction %s leaves out what has no label, whatever stands there', (reduction, shape, y, dy, ds) => {
    const attributes = { reduction, margin: 3 }; // 7 and 1; nothing; −2 and 0.5
    const result = run(hingeLoss, { inputs: { scores, labels }, attributes, dy, dtype });
    expect(result).toEqual({ y, shape, grads: { scores: ds } });
  });

  test('a class exactly at the margin costs nothing and has gradient 0', () => {
    const call = { inputs: { scores: [2, 1, 1.5], labels: 0 }, dy: -4, dtype };
    expect(run(hingeLoss, call)).toEqual({ y: [0.5], shape: [], grads: { scores: [4, 0, -4] } });
  });

  test('where every class is far enough, nothing is passed on, also not 0 · ∞', () => {
    const call = { inputs: { scores: [5, 1, -2], labels: 0 }, dy: inf, dtype };
    expect(run(hingeLoss, call)).toEqual({ y: [0], shape: [], grads: { scores: [0, 0, 0] } });
  });

  test('NaN and infinities spread through their row', () => {
    const wild = [
      [1, nan, -7],
      [nan, 1, 2],
      [inf, 1, 2],
      [0, inf, 0],
    ];
    const call = {
      inputs: { scores: wild, labels: [0, 0, 0, 1] },
      attributes: { reduction: 'none' },
      dy: [2, -3, 5, 7],
      dtype,
    };
    const { y, grads } = run(hingeLoss, call);
    expect(y).toEqual([nan, nan, 0, 0]);
    expect(grads.scores).toEqual([-2, 2, 0, 6, -3, -3, 0, 0, 0, 0, 0, 0]);
  });
});

test('has the gradient that differences show', () => {
  const call = {
    inputs: { scores: [[[0.7, -1.3, 2.1, 0, 0.4]], [[0.2, 0.1, -0.6, 1.1, 0.4]]], labels: [[3], [0]] },
    attributes: { reduction: 'none' },
    dy: [[1.5], [-2]],
  };
  const measured = numericGradients(hingeLoss, call).scores!;
  run(hingeLoss, call).grads.scores!.forEach((value, i) => expect(value).toBeCloseTo(measured[i]!, 7));
});

test('of no label and of a single class the loss is 0', () => {
  const none = { inputs: { scores: [[], []], labels: [-1, -1] }, attributes: { reduction: 'sum' }, dy: 3 };
  expect(run(hingeLoss, none)).toEqual({ y: [0], shape: [], grads: { scores: [] } });
  expect(run(hingeLoss, { inputs: { scores: [[4]], labels: [0] }, dy: -5 }).grads).toEqual({ scores: [0] });
});

test('the defaults are the mean and a margin of 1, and the gradient is 0 where dloss is left out', () => {
  const { y, grads } = run(hingeLoss, { inputs: { scores: [[3, 3], [1, 4]], labels: [0, 0] } }); // prettier-ignore
  expect([y, grads]).toEqual([[2.5], { scores: [0, 0, 0, 0] }]);
});
