import { describe, expect, test } from '@jest/globals';
import { checkCall, tensor } from '@gradspec/spec';
import { onlyRead, stepsOf } from '../src/steps.ts';

const callOf = (reverse: boolean, lengths?: number[]) =>
  checkCall(
    'rnn',
    {
      x: tensor('float64', [3, 2, 1], [1, 2, 3, 4, 5, 6]),
      wx: tensor('float64', [1, 1], [1]),
      wh: tensor('float64', [1, 1], [1]),
      ...(lengths && { lengths: { dtype: 'int32', shape: [2], data: Int32Array.from(lengths) } as const }),
    },
    { reverse },
  );

describe('stepsOf', () => {
  test('goes forwards, and backwards with reverse', () => {
    expect(stepsOf(callOf(false)).order).toEqual([0, 1, 2]);
    expect(stepsOf(callOf(true)).order).toEqual([2, 1, 0]);
  });

  test('a sequence reads the steps below its length; without lengths all', () => {
    const { isRead } = stepsOf(callOf(true, [0, 2]));
    expect([0, 1, 2].map((t) => [isRead(t, 0), isRead(t, 1)])).toEqual([
      [false, true],
      [false, true],
      [false, false],
    ]);
    expect(stepsOf(callOf(false)).isRead(2, 1)).toBe(true);
  });
});

describe('onlyRead', () => {
  test('copies the rows that are read and leaves zeros for the others', () => {
    const rows = Float32Array.of(1, 2, 3, 4, NaN, NaN, 7, 8, NaN, NaN, NaN, NaN);
    const copy = onlyRead(rows, 2, stepsOf(callOf(false, [1, 2])));
    expect([...copy]).toEqual([1, 2, 3, 4, 0, 0, 7, 8, 0, 0, 0, 0]);
    expect(rows[4]).toBeNaN();
  });
});
