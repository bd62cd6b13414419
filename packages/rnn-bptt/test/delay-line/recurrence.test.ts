import { describe, expect, test } from '@jest/globals';
import { inferShapes, tensor, type Attributes, type Shape } from '@gradspec/spec';
import { inOrderOfW, recurrenceOf } from '../../src/delay-line/recurrence.ts';

/** The recurrence of weights 0, 1, 2, … in this shape. */
function counted(x: Shape, shape: Shape, given: Attributes<'conv'>) {
  const count = shape.reduce((product, size) => product * size, 1);
  const { attributes, outputShapes } = inferShapes('conv', { x, w: shape }, given);
  const w = tensor('float64', shape, Array.from({ length: count }, (_, i) => i)); // prettier-ignore
  return { w, recurrence: recurrenceOf({ x, w, y: outputShapes.y }, attributes) };
}

describe('the weights', () => {
  test('lie by tap, then input channel, the filters side by side', () => {
    // w[m, c, k] = 6m + 2c + k: M = 2, C = 3, K = 2
    const { weights } = counted([1, 3, 4], [2, 3, 2], {}).recurrence;
    expect([...weights]).toEqual([0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11]);
  });

  test('of groups: each channel has the filters of its own group', () => {
    // w[m, 0, k] = 2m + k: channels 0, 1 and 2 have the filters 0 1, 2 3 and 4 5
    const { weights, firstFilter, sizes } = counted([1, 3, 4], [6, 1, 2], { groups: 3 }).recurrence;
    expect([...weights]).toEqual([0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11]);
    expect([...firstFilter]).toEqual([0, 2, 4]);
    expect(sizes).toEqual({ N: 1, C: 3, M: 6, MG: 2 });
  });

  test('of a flipped kernel are its taps from the end', () => {
    const { weights } = counted([1, 1, 4, 4], [1, 1, 2, 3], { flip: true }).recurrence;
    expect([...weights]).toEqual([5, 4, 3, 2, 1, 0]);
  });

  test('go back to the order of w', () => {
    const { recurrence, w } = counted([1, 6, 3, 4], [4, 3, 2, 3], { groups: 2, flip: true });
    expect(inOrderOfW(recurrence, recurrence.weights)).toEqual(w.data);
  });
});

test('a bias that is not given is 0', () => {
  expect([...counted([1, 1, 3], [3, 1, 2], {}).recurrence.bias]).toEqual([0, 0, 0]);
});
