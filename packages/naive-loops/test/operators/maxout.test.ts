import { expect, test } from '@jest/globals';
import { run, shaped } from '../run.ts';

test.each([
  ['takes the largest piece of every feature', [1, 9, 5, 4, 3, 2], [5, 9], [0, 8, 7, 0, 0, 0]],
  ['sends a tie to the first piece', [5, 1, 5, 2, 4, 2], [5, 2], [7, 0, 0, 8, 0, 0]],
  ['takes the first NaN', [1, NaN, NaN, 3, NaN, NaN], [NaN, NaN], [0, 8, 7, 0, 0, 0]],
] as const)('maxout %s', (_title, x, y, dx) => {
  const { outputs, grads } = run('maxout', { x: shaped([1, 3, 2], x) }, {}, { y: shaped([1, 2], [7, 8]) });
  expect([outputs.y, grads.x]).toEqual([y, dx]);
});
