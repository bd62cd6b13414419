import { describe, expect, test } from '@jest/globals';
import {
  errorsAhead,
  forecasts,
  rootMeanSquare,
  type NextValue,
} from '../../../src/train/series/forecast.ts';

/** Says the sum of the last two values. */
const fibonacci: NextValue = (histories) =>
  Promise.resolve(histories.map((history) => history.at(-1)! + history.at(-2)!));

describe('forecasts', () => {
  test('feed on what was forecast before', async () => {
    expect(
      await forecasts(
        fibonacci,
        [
          [1, 1],
          [2, -1],
        ],
        4,
      ),
    ).toEqual([
      [2, 3, 5, 8],
      [1, 0, 1, 1],
    ]);
  });

  test('leave the histories as they are', async () => {
    const histories = [[1, 1]];
    await forecasts(fibonacci, histories, 3);
    expect(histories).toEqual([[1, 1]]);
  });
});

describe('the error k steps ahead', () => {
  test('is 0 for a series that goes on as forecast', async () => {
    const values = [1, 1, 2, 3, 5, 8, 13, 21, 34];
    expect(await errorsAhead(fibonacci, values, { origins: [2, 4, 5], seen: 2, steps: 4 })).toEqual([
      0, 0, 0, 0,
    ]);
  });

  test('is that of the value k − 1 after the origin, over all origins', async () => {
    const last: NextValue = (histories) => Promise.resolve(histories.map((history) => history.at(-1)!));
    const values = [0, 1, 4, 9, 16, 25];
    // from 0: 1 and 4 are off by 1 and 4; from 4: 9 and 16 are off by 5 and 12
    expect(await errorsAhead(last, values, { origins: [1, 3], seen: 1, steps: 2 })).toEqual([
      Math.sqrt((1 + 25) / 2),
      Math.sqrt((16 + 144) / 2),
    ]);
  });
});

test('the root mean square of 3 and −4 is √12.5', () => {
  expect(rootMeanSquare([3, -4])).toBe(Math.sqrt(12.5));
});
