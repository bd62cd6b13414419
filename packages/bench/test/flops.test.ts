import { describe, expect, test } from '@jest/globals';
import { flopsOf, type Pass } from '../src/flops.ts';

describe('flopsOf', () => {
  test('a conv is 2 operations per output element and element of one kernel', () => {
    const conv = { operator: 'conv', shapes: { x: [2, 6, 9], w: [4, 3, 5] }, output: [2, 4, 7] } as const;
    expect(flopsOf(conv, 'forward')).toBe(2 * (2 * 4 * 7) * (3 * 5));
    expect(flopsOf(conv, 'weight gradient')).toBe(flopsOf(conv, 'forward'));
    expect(flopsOf(conv, 'train')).toBe(3 * flopsOf(conv, 'forward'));
  });

  test('a linear is 2 · N · I · O', () => {
    const linear = { operator: 'linear', shapes: { x: [7, 11], w: [5, 11] }, output: [7, 5] } as const;
    expect(flopsOf(linear, 'input gradient')).toBe(2 * 7 * 11 * 5);
  });

  test('a pool is one operation per element of a window', () => {
    const pool = {
      operator: 'maxPool',
      shapes: { x: [1, 2, 9, 7] },
      output: [1, 2, 4, 2],
      kernel: [2, 3],
    } as const;
    expect(flopsOf(pool, 'forward')).toBe(16 * 6);
  });

  test.each([
    ['forward', 2 * 3 * 2 * (4 * 5) * (7 + 5)],
    ['input gradient', 2 * 3 * 2 * (4 * 5) * (7 + 5)],
    ['weight gradient', 2 * 3 * 2 * (4 * 5) * (5 + 5)],
    ['train', 6 * 3 * 2 * (4 * 5) * (7 + 5)],
  ] as [Pass, number][])('an lstm’s %s with T=3 N=2 I=7 H=5 is %d', (pass, expected) => {
    const shapes = { x: [3, 2, 7], wx: [20, 7], wh: [20, 5], b: [20] };
    expect(flopsOf({ operator: 'lstm', shapes, output: [3, 2, 5] }, pass)).toBe(expected);
  });

  test('an operator without a formula is refused', () => {
    expect(() => flopsOf({ operator: 'softmax', shapes: { x: [3] }, output: [3] }, 'forward')).toThrow(
      'flopsOf: expected an operator that is counted, got softmax',
    );
  });
});
