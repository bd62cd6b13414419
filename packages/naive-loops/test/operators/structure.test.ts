import { expect, test } from '@jest/globals';
import { run, shaped } from '../run.ts';

test('reshape keeps row-major order', () => {
  const { outputs, grads } = run(
    'reshape',
    { x: shaped([2, 3], [1, 2, 3, 4, 5, 6]) },
    { shape: [3, 2] },
    { y: shaped([3, 2], [7, 8, 9, 10, 11, 12]) },
  );
  expect([outputs.y, grads.x]).toEqual([
    [1, 2, 3, 4, 5, 6],
    [7, 8, 9, 10, 11, 12],
  ]);
});

test('concat puts b after a along its axis', () => {
  const inputs = { a: shaped([2, 1, 2], [1, 2, 3, 4]), b: shaped([2, 2, 2], [5, 6, 7, 8, 9, 10, 11, 12]) };
  const { outputs, grads } = run(
    'concat',
    inputs,
    { axis: 1 },
    { y: shaped([2, 3, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) },
  );
  expect(outputs.y).toEqual([1, 2, 5, 6, 7, 8, 3, 4, 9, 10, 11, 12]);
  expect(grads).toEqual({ a: [1, 2, 7, 8], b: [3, 4, 5, 6, 9, 10, 11, 12] });
});

test('slice keeps what is between start and end, and the rest has gradient 0', () => {
  const attributes = { axis: 1, start: 1, end: 3 };
  const { outputs, grads } = run('slice', { x: shaped([2, 4], [1, 2, 3, 4, 5, 6, 7, 8]) }, attributes, {
    y: shaped([2, 2], [9, 8, 7, 6]),
  });
  expect([outputs.y, grads.x]).toEqual([
    [2, 3, 6, 7],
    [0, 9, 8, 0, 0, 7, 6, 0],
  ]);
});

test('sum adds everything up, and gives everything its gradient', () => {
  const { outputs, grads } = run(
    'sum',
    { x: shaped([2, 2], [1, 20, 300, 4000]) },
    {},
    { y: shaped([], [3]) },
  );
  expect([outputs.y, grads.x]).toEqual([[4321], [3, 3, 3, 3]]);
  expect(run('sum', { x: shaped([0, 2], []) }).outputs.y).toEqual([0]);
});
