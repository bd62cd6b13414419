import { describe, expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { add, maximum, multiply } from '../src/gates.ts';
import { dtypes, run } from './run-kernel.ts';

const gates = { add, multiply, maximum };
const [inf, nan] = [Infinity, NaN];

describe.each(dtypes)('%s', (dtype) => {
  // prettier-ignore
  test.each<[string, keyof typeof gates, number[], number[], number[], number[], number[], number[]]>([
    // what                                              a             b             y               dy            da            db
    ['add gives dy to both', 'add',                      [-2, 1, inf], [5, 3, -inf], [3, 4, nan],    [7, -8, 9],   [7, -8, 9],   [7, -8, 9]],
    ['multiply gives each the other times dy', 'multiply', [3, -2, 0], [-4, 5, inf], [-12, -10, nan], [2, 10, -3],  [-8, 50, -inf], [6, -20, 0]],
    ['maximum gives dy to the larger', 'maximum',        [1, 4, -5],   [2, 3, -6],   [2, 4, -5],     [7, 8, -9],   [0, 8, -9],   [7, 0, 0]],
    ['of equals a is the maximum', 'maximum',            [2, 0, -inf], [2, -0, -inf], [2, 0, -inf],  [7, -8, 9],   [7, -8, 9],   [0, 0, 0]],
    ['the first NaN is the maximum', 'maximum',          [nan, 1, nan], [2, nan, nan], [nan, nan, nan], [7, 8, -9], [7, 0, -9],   [0, 8, 0]],
    ['the loser receives nothing, also not 0 · ∞', 'maximum', [1, 5], [2, 4], [2, 5], [inf, nan], [0, nan], [inf, 0]],
  ])('%s', (_title, gate, a, b, y, dy, da, db) => {
    expect(run(gates[gate], { inputs: { a, b }, dy, dtype })).toEqual({
      y,
      shape: [y.length],
      grads: { a: da, b: db },
    });
  });

  test('multiply rounds its product once', () => {
    const third = tensor(dtype, [1], [1 / 3]).data[0]!;
    const { y } = run(multiply, { inputs: { a: [third], b: [third] }, dtype });
    expect(y[0]).toBe(tensor(dtype, [1], [third * third]).data[0]);
  });
});

test.each(Object.entries(gates))('%s makes only the gradients that are wanted', (_name, gate) => {
  const call = { inputs: { a: [[1, 5, -3]], b: [[2, 4, -9]] }, dy: [[3, -5, 7]] };
  const { a, b } = run(gate, call).grads;
  expect(run(gate, { ...call, wanted: ['a'] }).grads).toEqual({ a });
  expect(run(gate, { ...call, wanted: ['b'] }).grads).toEqual({ b });
  expect(run(gate, { ...call, wanted: [] }).grads).toEqual({});
});

test.each(Object.entries(gates))('%s has gradient 0 where the output gradient is left out', (_name, gate) => {
  expect(run(gate, { inputs: { a: [1, 5], b: [2, 4] } }).grads).toEqual({ a: [0, 0], b: [0, 0] });
});

test.each(Object.entries(gates))('%s takes scalars and empty tensors', (_name, gate) => {
  expect(run(gate, { inputs: { a: 3, b: 3 }, dy: 5 }).shape).toEqual([]);
  expect(run(gate, { inputs: { a: [], b: [] }, dy: [] })).toEqual({
    y: [],
    shape: [0],
    grads: { a: [], b: [] },
  });
});

test('the gradients of add share no memory with dy or with each other', () => {
  const [a, dy] = [tensor('float64', [1], [1]), tensor('float64', [1], [-4])];
  const grads = add.backward({ y: dy }, add.forward({ a, b: a }).saved);
  grads.a!.data[0] = 9;
  expect([grads.b!.data[0], dy.data[0]]).toEqual([-4, -4]);
  grads.b!.data[0] = 8;
  expect([grads.a!.data[0], dy.data[0]]).toEqual([9, -4]);
});
