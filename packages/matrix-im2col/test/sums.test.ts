import { describe, expect, test } from '@jest/globals';
import { sum, sumOfSquares } from '../src/sums.ts';
import { dtypes, numericGradients, run } from './run-kernel.ts';

const [inf, nan] = [Infinity, NaN];

describe.each(dtypes)('%s', (dtype) => {
  test('sum adds everything up, and every element receives dy', () => {
    const result = run(sum, { inputs: { x: [[1, -2, 4], [8, 16, -32]] }, dy: -7, dtype }); // prettier-ignore
    expect(result).toEqual({ y: [-5], shape: [], grads: { x: [-7, -7, -7, -7, -7, -7] } });
  });

  test('sumOfSquares is scale · Σ x², with the gradient 2 · scale · dloss · x', () => {
    const call = { inputs: { x: [[1, -2, 3]] }, attributes: { scale: -0.5 }, dy: 4, dtype };
    expect(run(sumOfSquares, call)).toEqual({ y: [-7], shape: [], grads: { x: [-4, 8, -12] } });
  });

  test('the default scale is 1', () => {
    expect(run(sumOfSquares, { inputs: { x: [-3, 1] }, dtype }).y).toEqual([10]);
  });

  test('NaN and infinities spread', () => {
    expect(run(sum, { inputs: { x: [1, inf] }, dtype }).y).toEqual([inf]);
    expect(run(sum, { inputs: { x: [1, inf, -inf] }, dtype }).y).toEqual([nan]);
    const call = { inputs: { x: [-inf, nan, 2] }, dy: -1, dtype };
    expect(run(sumOfSquares, call)).toEqual({ y: [nan], shape: [], grads: { x: [inf, nan, -4] } });
  });

  test('of nothing they are 0', () => {
    expect(run(sum, { inputs: { x: [[], []] }, dy: 3, dtype })).toEqual({
      y: [0],
      shape: [],
      grads: { x: [] },
    });
    expect(run(sumOfSquares, { inputs: { x: [] }, dy: 3, dtype })).toEqual({
      y: [0],
      shape: [],
      grads: { x: [] },
    });
  });
});

test('a float32 sum is rounded once, at its end', () => {
  const x = [2 ** 24, 1, 1, -(2 ** 24)]; // one by one in float32, the ones would vanish
  expect(run(sum, { inputs: { x }, dtype: 'float32' }).y).toEqual([2]);
  expect(
    run(sumOfSquares, { inputs: { x: [2 ** 12, 1, 1] }, attributes: { scale: 0.5 }, dtype: 'float32' }).y,
  ).toEqual([2 ** 23 + 1]);
});

test.each(Object.entries({ sum, sumOfSquares }))(
  '%s has the gradient that differences show',
  (_name, operator) => {
    const call = { inputs: { x: [[0.7, -1.3, 2.1]] }, dy: -1.7 };
    const measured = numericGradients(operator, call).x!;
    run(operator, call).grads.x!.forEach((value, i) => expect(value).toBeCloseTo(measured[i]!, 7));
    expect(run(operator, { inputs: call.inputs }).grads).toEqual({ x: [0, 0, 0] });
  },
);
