import { describe, expect, test } from '@jest/globals';
import { arrayOf, elementCount, owned, sameShape, tensor, zeros } from '../src/index.ts';

describe('tensor', () => {
  test('rounds each value to its dtype once', () => {
    expect(tensor('float64', [2], [0.1, 1e-320]).data).toEqual(new Float64Array([0.1, 1e-320]));
    expect(tensor('float32', [2], [0.1, 2 ** 24 + 1]).data).toEqual(
      new Float32Array([Math.fround(0.1), 2 ** 24]),
    );
    expect(tensor('int32', [3], [-1, 0, 7]).data).toEqual(new Int32Array([-1, 0, 7]));
  });

  test('copies its values and its shape', () => {
    const [shape, values] = [[2], new Float64Array([1, 2])];
    const made = tensor('float64', shape, values);
    shape[0] = 9;
    values[0] = 9;
    expect(made).toEqual({ dtype: 'float64', shape: [2], data: new Float64Array([1, 2]) });
  });

  test('keeps NaN, infinities and −0', () => {
    const { data } = tensor('float32', [4], [NaN, Infinity, -Infinity, -0]);
    expect([...data]).toEqual([NaN, Infinity, -Infinity, -0]);
  });

  test.each([
    [[2, 3], 5, 'tensor: shape [2, 3] holds 6 values, got 5'],
    [[], 0, 'tensor: shape [] holds 1 values, got 0'],
    [[0, 3], 1, 'tensor: shape [0, 3] holds 0 values, got 1'],
  ])('shape %j does not hold %i values', (shape, count, message) => {
    expect(() => tensor('float64', shape, Array<number>(count).fill(1))).toThrow(new RangeError(message));
  });
});

test.each([
  [[], 1],
  [[5], 5],
  [[2, 3, 4], 24],
  [[2, 0, 4], 0],
])('a tensor of shape %j has %i elements', (shape, count) => {
  expect(elementCount(shape)).toBe(count);
  expect(zeros('float32', shape)).toEqual({ dtype: 'float32', shape, data: new Float32Array(count) });
  expect(zeros('float64', shape)).toEqual({ dtype: 'float64', shape, data: new Float64Array(count) });
});

test('zeros does not keep the caller’s shape', () => {
  const shape = [2];
  const made = zeros('float64', shape);
  shape[0] = 9;
  expect(made.shape).toEqual([2]);
});

test.each([
  [[], [], true],
  [[2, 3], [2, 3], true],
  [[2, 3], [3, 2], false],
  [[2, 3], [2], false],
  [[2], [2, 1], false],
  [[0], [], false],
])('shapes %j and %j', (a, b, same) => {
  expect(sameShape(a, b)).toBe(same);
});

test('each dtype has its array', () => {
  expect([arrayOf('float32'), arrayOf('float64'), arrayOf('int32')]).toEqual([
    Float32Array,
    Float64Array,
    Int32Array,
  ]);
});

test('an owned tensor holds the very array it is given, and a copy of the shape', () => {
  const [shape, data] = [[2, 3], Float32Array.of(1, -2, 3, -4, 5, -6)];
  const made = owned('float32', shape, data);
  shape[0] = 9;
  expect(made).toEqual({ dtype: 'float32', shape: [2, 3], data });
  expect(made.data).toBe(data);
});
