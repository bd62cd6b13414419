import { describe, expect, test } from '@jest/globals';
import { gatherRows, scatterRows } from '../../src/recurrent/rows.ts';

const pairs = Float32Array.of(0, 1, 10, 11, 20, 21, 30, 31, 40, 41);

describe('rows', () => {
  test.each([
    [
      [3, 1, 2],
      [30, 31, 10, 11, 20, 21],
    ],
    [
      [2, 3, 4],
      [20, 21, 30, 31, 40, 41],
    ],
    [
      [4, 4, 0, 1],
      [40, 41, 40, 41, 0, 1, 10, 11],
    ],
    [[], []],
  ])('%o are gathered in that order', (rows, expected) => {
    const to = new Float32Array(1 + expected.length + 1).fill(-7);
    gatherRows({ data: pairs, at: 0 }, { data: to, at: 1 }, 2, Int32Array.from(rows));
    expect([...to]).toEqual([-7, ...expected, -7]);
  });

  test('are scattered to where they belong, the others left alone', () => {
    const to = new Float32Array(11).fill(-7);
    scatterRows({ data: pairs, at: 4 }, { data: to, at: 1 }, 2, Int32Array.of(3, 0, 1));
    expect([...to]).toEqual([-7, 30, 31, 40, 41, -7, -7, 20, 21, -7, -7]);
  });
});
