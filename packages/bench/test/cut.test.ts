import { describe, expect, test } from '@jest/globals';
import { cut, keep } from '../src/cut.ts';

const whole = {
  dtype: 'float32' as const,
  shape: [2, 3, 2],
  data: Float32Array.from([1, -2, 3, -4, 5, -6, 7, -8, 9, -10, 11, -12]),
};

describe('cut and keep', () => {
  test.each([
    [{ axis: 0, from: 1, count: 1 }, [1, 3, 2], [7, -8, 9, -10, 11, -12]],
    [{ axis: 1, from: 1, count: 2 }, [2, 2, 2], [3, -4, 5, -6, 9, -10, 11, -12]],
    [{ axis: 2, from: 1, count: 1 }, [2, 3, 1], [-2, -4, -6, -8, -10, -12]],
  ])('the range %j is cut out', (range, shape, data) => {
    expect(cut(whole, range)).toEqual({ dtype: 'float32', shape, data: Float32Array.from(data) });
  });

  test('what is outside the range becomes 0, in a copy', () => {
    const kept = keep(whole, { axis: 1, from: 2, count: 1 });
    expect([...kept.data]).toEqual([0, 0, 0, 0, 5, -6, 0, 0, 0, 0, 11, -12]);
    expect(kept.shape).toEqual([2, 3, 2]);
    expect(whole.data[0]).toBe(1);
  });

  test.each([
    { axis: 1, from: 2, count: 2 },
    { axis: 3, from: 0, count: 1 },
    { axis: 0, from: -1, count: 1 },
  ])('a range outside the tensor is refused: %j', (range) => {
    expect(() => cut(whole, range)).toThrow('cut: expected a range inside shape [2, 3, 2]');
  });
});
