import { expect, test } from '@jest/globals';
import { indexOf } from '../../../src/runner/compare.ts';
import { sampledPositions } from '../../../src/verify/networks/sampled-positions.ts';

const shape = [1, 6, 11, 13];
const indices = (seed: number) =>
  sampledPositions(shape, { axis: 1, size: 3 }, { count: 20, seed }).map((at) => String(indexOf(at, shape)));

test('corners, the last element, and both sides of a border of groups are always among them', () => {
  for (const seed of [1, 2, 3])
    expect(indices(seed)).toEqual(
      expect.arrayContaining([
        ...['0,0,0,0', '0,0,10,0', '0,0,10,12', '0,5,0,0', '0,5,0,12', '0,5,10,12'],
        ...['0,2,0,0', '0,3,0,0'],
      ]),
    );
});

test('there are as many as asked for, all different, the others from the seed', () => {
  expect(new Set(indices(1)).size).toBe(20);
  expect(indices(1)).toEqual(indices(1));
  expect(indices(1)).not.toEqual(indices(2));
});

test('of a small tensor they are all', () => {
  expect(sampledPositions([3, 2], { axis: 0, size: 1 }, { count: 64, seed: 1 })).toEqual([0, 1, 2, 3, 4, 5]);
});
