import { describe, expect, test } from '@jest/globals';
import { meanSquaredError } from '../src/mean-squared-error.ts';
import { dtypes, numericGradients, run, type Nested } from './run-kernel.ts';

const inputs = { prediction: [[1, -2, 3]], target: [[4, -4, 3]] }; // errors −3, 2, 0
const [inf, nan] = [Infinity, NaN];

describe.each(dtypes)('meanSquaredError, %s', (dtype) => {
  test.each<[string, number[], number[], Nested, number[]]>([
    ['none', [1, 3], [9, 4, 0], [[-2, 5, 7]], [12, 20, 0]],
    ['sum', [], [13], -5, [30, -20, 0]],
    ['mean', [], [13 / 3], -6, [12, -8, 0]],
  ])('reduction %s', (reduction, shape, y, dy, gradient) => {
    const result = run(meanSquaredError, { inputs, attributes: { reduction }, dy, dtype });
    expect(result.y).toEqual(y.map((value) => (dtype === 'float32' ? Math.fround(value) : value)));
    expect(result.shape).toEqual(shape);
    expect(result.grads).toEqual({ prediction: gradient, target: gradient.map((value) => 0 - value) });
  });

  test('the default is the mean', () => {
    expect(run(meanSquaredError, { inputs, dtype }).shape).toEqual([]);
    expect(run(meanSquaredError, { inputs: { prediction: [3, 1], target: [0, 0] }, dtype }).y).toEqual([5]);
  });

  test('NaN and infinities stay in their element', () => {
    const wild = { prediction: [inf, inf, nan, 2], target: [1, inf, 0, -1] };
    const call = { inputs: wild, attributes: { reduction: 'none' }, dy: [-1, -2, -3, 4], dtype };
    expect(run(meanSquaredError, call)).toEqual({
      y: [inf, nan, nan, 9],
      shape: [4],
      grads: { prediction: [-inf, nan, nan, 24], target: [inf, nan, nan, -24] },
    });
  });

  test('of nothing the sum is 0', () => {
    const call = { inputs: { prediction: [], target: [] }, attributes: { reduction: 'sum' }, dy: 2, dtype };
    expect(run(meanSquaredError, call)).toEqual({ y: [0], shape: [], grads: { prediction: [], target: [] } });
  });
});

test.each([
  ['none', [[0.5, -2, 3]]],
  ['sum', -1.5],
  ['mean', 2.5],
] as [string, Nested][])('has the gradients that differences show, reduction %s', (reduction, dy) => {
  const call = {
    inputs: { prediction: [[0.7, -1.3, 2.1]], target: [[0.2, 0.9, 2.5]] },
    attributes: { reduction },
    dy,
  };
  const measured = numericGradients(meanSquaredError, call);
  for (const [name, gradient] of Object.entries(run(meanSquaredError, call).grads))
    gradient.forEach((value, i) => expect(value).toBeCloseTo(measured[name]![i]!, 7));
});

test('makes only the gradients that are wanted, and zeros where dloss is left out', () => {
  const call = { inputs, attributes: { reduction: 'sum' }, dy: -5 };
  expect(run(meanSquaredError, { ...call, wanted: ['target'] }).grads).toEqual({ target: [-30, 20, 0] });
  expect(run(meanSquaredError, { ...call, wanted: ['prediction'] }).grads).toEqual({
    prediction: [30, -20, 0],
  });
  expect(run(meanSquaredError, { inputs }).grads).toEqual({ prediction: [0, 0, 0], target: [0, 0, 0] });
});
