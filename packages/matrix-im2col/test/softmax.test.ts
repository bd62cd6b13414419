import { describe, expect, test } from '@jest/globals';
import { shiftRows, softmax } from '../src/softmax.ts';
import { dtypes, numericGradients, run, settled } from './run-kernel.ts';

const [inf, nan, ln2, ln3] = [Infinity, NaN, Math.log(2), Math.log(3)];

describe('shiftRows', () => {
  test('takes its maximum from every row', () => {
    const shifted = new Float64Array(6);
    shiftRows(Float64Array.of(1, 4, -2, -7, -9, -7), 3, shifted);
    expect([...shifted]).toEqual([-3, 0, -6, 0, -2, 0]);
  });
  test.each([
    ['a NaN in front', [nan, 1, 2]],
    ['a NaN behind', [1, 2, nan]],
    ['+∞', [1, inf, 2]],
    ['nothing but −∞', [-inf, -inf, -inf]],
  ])('leaves a NaN in a row with %s', (_what, x) => {
    const shifted = new Float64Array(3);
    shiftRows(Float64Array.from(x), 3, shifted);
    expect(shifted.some(Number.isNaN)).toBe(true);
  });
});

describe.each(dtypes)('softmax, %s', (dtype) => {
  const close = (got: number[], expected: number[]) =>
    expect(settled(got, expected, dtype)).toEqual(expected);

  test('is the odds of every row, and its gradient weighs dy by them', () => {
    // the odds 1 : 2 : 3 and 3 : 3 : 6; Σ y dy is 3 and −1
    const x = [
      [0, ln2, ln3],
      [-5, -5, ln2 - 5],
    ];
    const dy = [
      [-6, 3, 6],
      [4, -4, -2],
    ];
    const { y, shape, grads } = run(softmax, { inputs: { x }, dy, dtype });
    expect(shape).toEqual([2, 3]);
    close(y, [1 / 6, 2 / 6, 3 / 6, 1 / 4, 1 / 4, 2 / 4]);
    close(grads.x!, [-9 / 6, 0, 9 / 6, 5 / 4, -3 / 4, -1 / 2]);
  });

  test('does not overflow, and takes −∞ for a class that cannot be', () => {
    const { y, grads } = run(softmax, { inputs: { x: [1000, -inf, 1000] }, dy: [8, 5, -4], dtype });
    close(y, [0.5, 0, 0.5]);
    close(grads.x!, [3, 0, -3]);
  });

  test('a row that is not a number stays in its row', () => {
    const x = [
      [1, nan, 2],
      [7, 7, 7],
      [1, inf, 2],
      [-inf, -inf, -inf],
    ];
    const { y, grads } = run(softmax, { inputs: { x }, dy: x.map(() => [9, -3, 0]), dtype });
    const nothing = [nan, nan, nan];
    close(y, [...nothing, 1 / 3, 1 / 3, 1 / 3, ...nothing, ...nothing]);
    close(grads.x!, [...nothing, 7 / 3, -5 / 3, -2 / 3, ...nothing, ...nothing]);
  });
});

test('softmax has the gradient that differences show', () => {
  const call = {
    inputs: { x: [[[0.7, -1.3, 2.1, 0, -3.5]], [[0.2, 0.1, -0.6, 1.1, 0.4]]] },
    dy: [[[1.5, -0.4, 3, -2, 0.25]], [[-1, 2, 0.5, 4, -3]]],
  };
  const measured = numericGradients(softmax, call).x!;
  run(softmax, call).grads.x!.forEach((value, i) => expect(value).toBeCloseTo(measured[i]!, 7));
});

test('softmax of no row and of empty rows is empty', () => {
  expect(run(softmax, { inputs: { x: [] }, dy: [] })).toEqual({ y: [], shape: [0], grads: { x: [] } });
  expect(run(softmax, { inputs: { x: [[], []] }, dy: [[], []] }).shape).toEqual([2, 0]);
});

test('softmax has gradient 0 where dy is left out', () => {
  expect(run(softmax, { inputs: { x: [1, 2, -3] } }).grads).toEqual({ x: [0, 0, 0] });
});
