import { expect, test } from '@jest/globals';
import { run, shaped } from '../run.ts';

const close = (got: readonly number[], expected: readonly number[]) => {
  expect(got.length).toBe(expected.length);
  got.forEach((v, i) => expect(v).toBeCloseTo(expected[i]!, 13));
};

test('softmax turns every row of scores into probabilities', () => {
  const x = shaped([2, 3], [0, Math.log(3), Math.log(4), Math.log(2), 0, 0]);
  const { outputs, grads } = run('softmax', { x }, {}, { y: shaped([2, 3], [8, 0, 0, 4, 0, -4]) });
  close(outputs.y!, [1 / 8, 3 / 8, 4 / 8, 2 / 4, 1 / 4, 1 / 4]);
  close(grads.x!, [7 / 8, -3 / 8, -4 / 8, 1.5, -0.25, -1.25]);
});

test('large scores do not overflow, and very small ones vanish', () => {
  close(run('softmax', { x: [1000, 1000 + Math.log(3), -Infinity] }).outputs.y!, [0.25, 0.75, 0]);
});

test.each([[[NaN, 1]], [[Infinity, 1]], [[-Infinity, -Infinity]]])(
  'a row of %j has no probabilities',
  (x) => {
    expect(run('softmax', { x }).outputs.y).toEqual([NaN, NaN]);
  },
);
