import { expect, test } from '@jest/globals';
import { run, shaped } from '../run.ts';

test('linear multiplies every row of x with every row of w and adds b', () => {
  const inputs = {
    x: shaped([2, 2], [1, 2, 3, 4]),
    w: shaped([3, 2], [1, 10, 2, 20, 3, 30]),
    b: [100, 200, 300],
  };
  const { outputs, grads } = run('linear', inputs, {}, { y: shaped([2, 3], [1, 2, 3, -1, 0, 1]) });
  expect(outputs.y).toEqual([121, 242, 363, 143, 286, 429]);
  expect(grads).toEqual({ x: [14, 140, 2, 20], w: [-2, -2, 2, 4, 6, 10], b: [0, 2, 4] });
});

test('linear without inputs is its bias', () => {
  expect(run('linear', { x: shaped([2, 0], []), w: shaped([1, 0], []), b: [7] }).outputs.y).toEqual([7, 7]);
});
