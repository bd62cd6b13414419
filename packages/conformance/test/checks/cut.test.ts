import { expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { cut, positionsOf } from '../../src/checks/cut.ts';

const t = tensor(
  'float64',
  [2, 3, 2],
  Array.from({ length: 12 }, (_, i) => i),
);

test.each<[axis: number, start: number, size: number, kept: number[]]>([
  [0, 1, 1, [6, 7, 8, 9, 10, 11]],
  [1, 1, 2, [2, 3, 4, 5, 8, 9, 10, 11]],
  [1, 0, 1, [0, 1, 6, 7]],
  [2, 1, 1, [1, 3, 5, 7, 9, 11]],
])('along axis %d, from %d on, %d', (axis, start, size, kept) => {
  expect(positionsOf(t.shape, axis, start, size)).toEqual(kept);
  const part = cut(t, axis, start, size);
  expect(Array.from(part.data)).toEqual(kept);
  expect(part.shape).toEqual(t.shape.map((own, i) => (i === axis ? size : own)));
});

test('of a tensor without elements there is nothing', () => {
  expect(positionsOf([0, 3], 1, 1, 2)).toEqual([]);
});
