import { expect, test } from '@jest/globals';
import { transpose } from '../../src/delay-line/time-major.ts';

test('rows become columns, in float64', () => {
  expect(transpose(Float32Array.of(1, 2, 3, 4, 5, 6), 2, 3)).toEqual(Float64Array.of(1, 4, 2, 5, 3, 6));
});

test('there and back is the same, and nothing has no rows', () => {
  const matrix = Float64Array.of(3, -1, 4, 1, -5, 9);
  expect(transpose(transpose(matrix, 3, 2), 2, 3)).toEqual(matrix);
  expect(transpose(new Float64Array(0), 0, 4)).toEqual(new Float64Array(0));
});
