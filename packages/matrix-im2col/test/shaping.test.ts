import { describe, expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { concat, reshape, slice } from '../src/shaping.ts';
import { dtypes, run, type Nested } from './run-kernel.ts';

describe.each(dtypes)('%s', (dtype) => {
  test('reshape keeps the order, and gives dy back under the old shape', () => {
    const call = { inputs: { x: [[1, -2, 3], [4, NaN, 6]] }, attributes: { shape: [3, 2] }, dy: [[7, 8], [-9, 10], [11, 12]], dtype }; // prettier-ignore
    expect(run(reshape, call)).toEqual({
      y: [1, -2, 3, 4, NaN, 6],
      shape: [3, 2],
      grads: { x: [7, 8, -9, 10, 11, 12] },
    });
  });

  // prettier-ignore
  test.each<[string, number, Nested, Nested, number[], Nested, number[], number[]]>([
    ['the first axis',  0, [[1, 2, 3]],           [[4, 5, 6], [7, 8, 9]], [1, 2, 3, 4, 5, 6, 7, 8, 9], [[-1, 2, -3], [4, -5, 6], [-7, 8, -9]], [-1, 2, -3], [4, -5, 6, -7, 8, -9]],
    ['the last axis',   1, [[1], [2]],            [[3, 4], [5, 6]],       [1, 3, 4, 2, 5, 6],          [[-1, 2, -3], [4, -5, 6]], [-1, 4], [2, -3, -5, 6]],
    ['a middle axis',   1, [[[1, 2]], [[3, 4]]],  [[[5, 6], [7, 8]], [[9, 10], [11, 12]]], [1, 2, 5, 6, 7, 8, 3, 4, 9, 10, 11, 12],
      [[[-1, 2], [-3, 4], [-5, 6]], [[-7, 8], [-9, 10], [-11, 12]]], [-1, 2, -7, 8], [-3, 4, -5, 6, -9, 10, -11, 12]],
    ['an empty part',   1, [[], []],              [[3, 4], [5, 6]],       [3, 4, 5, 6],                [[-1, 2], [-3, 4]], [], [-1, 2, -3, 4]],
  ])('concat along %s', (_title, axis, a, b, y, dy, da, db) => {
    const { y: got, grads } = run(concat, { inputs: { a, b }, attributes: { axis }, dy, dtype });
    expect([got, grads]).toEqual([y, { a: da, b: db }]);
  });

  // prettier-ignore
  test.each<[string, object, Nested, number[], number[], Nested, number[]]>([
    ['the first axis', { axis: 0, start: 1, end: 3 }, [[1, 2], [3, 4], [5, 6]], [2, 2], [3, 4, 5, 6], [[-7, 8], [9, -10]], [0, 0, -7, 8, 9, -10]],
    ['the last axis',  { axis: 1, start: 1, end: 3 }, [[1, 2, 3, 4], [5, 6, 7, 8]], [2, 2], [2, 3, 6, 7], [[-7, 8], [9, -10]], [0, -7, 8, 0, 0, 9, -10, 0]],
    ['a middle axis',  { axis: 1, start: 0, end: 1 }, [[[1, 2], [3, 4]], [[5, 6], [7, 8]]], [2, 1, 2], [1, 2, 5, 6], [[[-7, 8]], [[9, -10]]], [-7, 8, 0, 0, 9, -10, 0, 0]],
    ['nothing',        { axis: 1, start: 2, end: 2 }, [[1, 2, 3]], [1, 0], [], [[]], [0, 0, 0]],
  ])('slice along %s', (_title, attributes, x, shape, y, dy, dx) => {
    expect(run(slice, { inputs: { x }, attributes, dy, dtype })).toEqual({ y, shape, grads: { x: dx } });
  });
});

test('rows that are long enough to be copied as blocks are cut at the same places', () => {
  for (const width of [63, 64, 65, 130]) {
    const row = (from: number) => Array.from({ length: width }, (_, i) => from + i);
    const [a, b, c, d] = [row(0), row(1000), row(2000), row(3000)];
    const joined = run(concat, { inputs: { a: [a, b], b: [c, d] }, attributes: { axis: 1 }, dy: [[...d, ...c], [...b, ...a]] }); // prettier-ignore
    expect(joined.y).toEqual([...a, ...c, ...b, ...d]);
    expect(joined.grads).toEqual({ a: [...d, ...b], b: [...c, ...a] });
    const cut = run(slice, { inputs: { x: [[-1, ...a, -2], [-3, ...b, -4]] }, attributes: { axis: 1, start: 1, end: width + 1 }, dy: [c, d] }); // prettier-ignore
    expect(cut.y).toEqual([...a, ...b]);
    expect(cut.grads.x).toEqual([0, ...c, 0, 0, ...d, 0]);
  }
});

test('what is only moved is memory of its own', () => {
  const x = tensor('float32', [3], [1, -2, 3]);
  const { outputs, saved } = reshape.forward({ x }, { shape: [3, 1] });
  const dy = tensor('float32', [3, 1], [4, -5, 6]);
  const dx = reshape.backward({ y: dy }, saved).x!;
  outputs.y.data[0] = dx.data[0] = 9;
  expect([x.data[0], dy.data[0]]).toEqual([1, 4]);
});

test('concat makes only the gradients that are wanted', () => {
  const call = { inputs: { a: [1, -2], b: [3] }, attributes: { axis: 0 }, dy: [4, -5, 6] };
  expect(run(concat, { ...call, wanted: ['a'] }).grads).toEqual({ a: [4, -5] });
  expect(run(concat, { ...call, wanted: ['b'] }).grads).toEqual({ b: [6] });
});

test('a gradient is 0 where dy is left out', () => {
  expect(run(reshape, { inputs: { x: [1, 2] }, attributes: { shape: [2, 1] } }).grads).toEqual({ x: [0, 0] });
  expect(run(concat, { inputs: { a: [1], b: [2, 3] }, attributes: { axis: 0 } }).grads).toEqual({
    a: [0],
    b: [0, 0],
  });
  expect(run(slice, { inputs: { x: [1, 2] }, attributes: { axis: 0, start: 1, end: 2 } }).grads).toEqual({
    x: [0, 0],
  });
});
