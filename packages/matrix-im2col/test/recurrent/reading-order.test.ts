import { describe, expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { readingOrder } from '../../src/recurrent/reading-order.ts';

const lengths = (...values: number[]) => tensor('int32', [values.length], values) as never;

describe('the reading order', () => {
  test('without lengths is the batch as it stands', () => {
    const order = readingOrder({ T: 3, N: 2 }, { reverse: false });
    expect([...order.sequences]).toEqual([0, 1]);
    expect([...order.rows]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...order.before]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...order.last]).toEqual([6, 7]);
    expect(order.steps).toEqual([
      { first: 0, count: 2, before: 0 },
      { first: 2, count: 2, before: 2 },
      { first: 4, count: 2, before: 4 },
    ]);
  });

  test('reversed begins at the end', () => {
    const order = readingOrder({ T: 3, N: 2 }, { reverse: true });
    expect([...order.rows]).toEqual([4, 5, 2, 3, 0, 1]);
    expect([...order.last]).toEqual([6, 7]);
  });

  test('has the longest sequences first and no row for what nobody reads', () => {
    const order = readingOrder({ T: 4, N: 4 }, { lengths: lengths(1, 3, 0, 3), reverse: false });
    expect([...order.sequences]).toEqual([1, 3, 0, 2]);
    expect(order.R).toBe(7);
    expect([...order.rows]).toEqual([1, 3, 0, 5, 7, 9, 11]); // t·4 + n
    expect(order.steps).toEqual([
      { first: 0, count: 3, before: 0 },
      { first: 3, count: 2, before: 4 },
      { first: 5, count: 2, before: 7 },
    ]);
    expect([...order.before]).toEqual([0, 1, 2, 4, 5, 7, 8]);
    expect([...order.last]).toEqual([6, 9, 3, 10]); // sequence 2 ends where it begins
  });

  test('reversed begins at each sequence’s own end', () => {
    const order = readingOrder({ T: 4, N: 3 }, { lengths: lengths(2, 3, 1), reverse: true });
    expect([...order.sequences]).toEqual([1, 0, 2]);
    expect([...order.rows]).toEqual([7, 3, 2, 4, 0, 1]);
  });

  test.each([
    [{ T: 0, N: 2 }, undefined],
    [{ T: 3, N: 0 }, undefined],
    [{ T: 3, N: 2 }, lengths(0, 0)],
  ])('of %o with lengths %o has no step', (sizes, given) => {
    const order = readingOrder(sizes, { lengths: given, reverse: false });
    expect(order.steps).toEqual([]);
    expect([...order.last]).toEqual([0, 1].slice(0, sizes.N));
  });
});
