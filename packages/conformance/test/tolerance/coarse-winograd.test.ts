import { expect, test } from '@jest/globals';
import { randomBits } from '../../src/generated/random-bits.ts';
import { coarseWinogradErrors } from '../../src/tolerance/coarse-winograd.ts';
import { winogradErrors } from '../../src/tolerance/winograd.ts';

const bits = randomBits(5);
const planes = (...shape: readonly number[]) => ({
  shape,
  data: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => (bits() % 7) - 3),
});
const pad = [1, 1] as const;

test.each([
  ['one group', { x: planes(2, 5, 7, 9), w: planes(3, 5, 3, 3), dy: planes(2, 3, 7, 9) }, false],
  ['two groups', { x: planes(2, 6, 7, 9), w: planes(4, 3, 3, 3), dy: planes(2, 4, 7, 9) }, false],
  ['flipped', { x: planes(2, 5, 7, 9), w: planes(3, 5, 3, 3), dy: planes(2, 3, 7, 9) }, true],
])('with %s it is never below the bound per element, and not far above it', (_, operands, flip) => {
  const attributes = { padding: [pad, pad], flip };
  const fine = winogradErrors('float32', attributes, operands);
  const coarse = coarseWinogradErrors('float32', attributes, operands);
  for (const name of ['y', 'dx'] as const) {
    const shares = fine[name].map((bound, i) => coarse[name]![i]! / bound);
    expect(shares).toHaveLength(coarse[name]!.length);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(1);
    // The largest number stands for all of them here, and it is 3 where the mean size is 12 / 7.
    expect(Math.min(...shares)).toBeLessThan(3);
  }
});

test('equal numbers in x make no difference to the largest element of a plane', () => {
  const operands = { x: planes(1, 3, 14, 15), w: planes(2, 3, 3, 3), dy: planes(1, 2, 12, 13) };
  operands.x.data.fill(-2);
  const fine = winogradErrors('float32', {}, operands).y;
  const coarse = coarseWinogradErrors('float32', {}, operands).y!;
  for (const m of [0, 1]) {
    const plane = fine.slice(m * 156, (m + 1) * 156);
    expect(coarse[m * 156]! / Math.max(...plane)).toBeCloseTo(1, 10);
  }
});

test('there is none where the sums are direct', () => {
  const operands = { x: planes(2, 5, 7, 9), w: planes(3, 5, 3, 3), dy: planes(2, 3, 4, 5) };
  expect(coarseWinogradErrors('float32', { stride: [2, 2], padding: [pad, pad] }, operands)).toEqual({});
});
