import { expect, test } from '@jest/globals';
import { batchAxis } from '../../../src/checks/values/batch-axis.ts';

test.each([
  ['conv', 'x', 4, 0],
  ['conv', 'w', 4, undefined],
  ['conv', 'y', 4, 0],
  ['lstm', 'x', 3, 1],
  ['lstm', 'h0', 2, 0],
  ['lstm', 'lengths', 1, 0],
  ['lstm', 'wh', 2, undefined],
  ['linear', 'x', 3, 0],
  ['linear', 'x', 1, undefined],
  ['linear', 'b', 1, undefined],
  ['softmax', 'y', 2, 0],
] as const)('%s has the samples of %s with %d axes on axis %p', (operator, name, rank, axis) => {
  expect(batchAxis(operator, name, rank)).toBe(axis);
});
