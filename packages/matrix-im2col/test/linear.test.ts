import { beforeEach, describe, expect, test } from '@jest/globals';
import { useKernels } from '@gradspec/kernels';
import { tensor, type FloatTensor } from '@gradspec/spec';
import { linear } from '../src/linear.ts';
import { random } from './random.ts';
import { testedBuilds } from './recurrent/run.ts';
import { dtypes } from './run-kernel.ts';

interface Sizes {
  readonly rows: readonly number[];
  readonly O: number;
  readonly I: number;
}

/** More rows, outputs and inputs than a block has, and fewer than a tile. */
const cases: readonly Sizes[] = [
  { rows: [2, 3], O: 5, I: 7 },
  { rows: [], O: 3, I: 2 },
  { rows: [1], O: 1, I: 4 },
  { rows: [133], O: 9, I: 3 },
  { rows: [3], O: 263, I: 5 },
  { rows: [5], O: 6, I: 515 },
  { rows: [0, 2], O: 3, I: 2 },
  { rows: [4], O: 3, I: 0 },
  { rows: [4], O: 0, I: 3 },
];

/** Integers, so that every sum is exact: y, dx, dw and db as loops. */
function definition(
  { rows, O, I }: Sizes,
  x: Float64Array,
  w: Float64Array,
  b: Float64Array,
  dy: Float64Array,
) {
  const L = rows.reduce((product, size) => product * size, 1);
  const made = { y: new Float64Array(L * O), dx: new Float64Array(L * I), dw: new Float64Array(O * I) };
  const db = new Float64Array(O);
  for (let l = 0; l < L; l++)
    for (let o = 0; o < O; o++) {
      made.y[l * O + o] = b[o]!;
      db[o]! += dy[l * O + o]!;
      for (let i = 0; i < I; i++) {
        made.y[l * O + o]! += x[l * I + i]! * w[o * I + i]!;
        made.dx[l * I + i]! += dy[l * O + o]! * w[o * I + i]!;
        made.dw[o * I + i]! += dy[l * O + o]! * x[l * I + i]!;
      }
    }
  return { ...made, db };
}

/** −0 becomes 0: the sign of a zero is not judged. */
const listOf = (values: ArrayLike<number>) => Array.from(values, (value) => value + 0);

describe.each(testedBuilds)('linear, build %s', (build) => {
  beforeEach(() => useKernels(build));

  test.each(cases.flatMap((sizes) => [true, false].map((bias) => ({ ...sizes, bias }))))(
    'is its sums, exactly: rows $rows, O $O, I $I, bias $bias',
    ({ bias, ...sizes }) => {
      const { rows, O, I } = sizes;
      const L = rows.reduce((product, size) => product * size, 1);
      const { integers } = random(L * 31 + O * 7 + I);
      const [x, w, dy] = [integers(L * I), integers(O * I), integers(L * O)] as const;
      const b = bias ? integers(O) : new Float64Array(O);
      const expected = definition(sizes, x, w, b, dy);
      for (const dtype of dtypes) {
        const { outputs, saved } = linear.forward({
          x: tensor(dtype, [...rows, I], x),
          w: tensor(dtype, [O, I], w),
          ...(bias && { b: tensor(dtype, [O], b) }),
        });
        const grads = linear.backward({ y: tensor(dtype, [...rows, O], dy) }, saved) as Record<
          string,
          FloatTensor
        >;
        expect(outputs.y.shape).toEqual([...rows, O]);
        expect(listOf(outputs.y.data)).toEqual(listOf(expected.y));
        expect(listOf(grads.x!.data)).toEqual(listOf(expected.dx));
        expect(listOf(grads.w!.data)).toEqual(listOf(expected.dw));
        expect(grads.b && listOf(grads.b.data)).toEqual(bias ? listOf(expected.db) : undefined);
      }
    },
  );

  test('a batch of one is what it is in the batch, bit for bit', () => {
    const [L, O, I] = [7, 11, 300];
    const { reals } = random(9);
    const [x, dy] = [reals(L * I), reals(L * O)];
    const [w, b] = [tensor('float32', [O, I], reals(O * I)), tensor('float32', [O], reals(O))];
    const of = (from: number, to: number) => {
      const rows = tensor('float32', [to - from, I], x.subarray(from * I, to * I));
      const { outputs, saved } = linear.forward({ x: rows, w, b });
      const dys = tensor('float32', [to - from, O], dy.subarray(from * O, to * O));
      return { y: outputs.y.data, dx: linear.backward({ y: dys }, saved, ['x']).x!.data };
    };
    const whole = of(0, L);
    for (let l = 0; l < L; l++)
      expect(of(l, l + 1)).toEqual({
        y: whole.y.slice(l * O, (l + 1) * O),
        dx: whole.dx.slice(l * I, (l + 1) * I),
      });
  });

  test('NaN and ∞ stay in the row they belong to', () => {
    const x = tensor('float32', [3, 2], [1, 2, Infinity, -1, 3, NaN]);
    const { outputs } = linear.forward({ x, w: tensor('float32', [2, 2], [1, 1, 0, 2]) });
    expect([...outputs.y.data]).toEqual([3, 4, Infinity, NaN, NaN, NaN]);
  });

  test('computes the gradients that are wanted, and those alone', () => {
    const inputs = {
      x: tensor('float64', [2, 1], [1, -2]),
      w: tensor('float64', [1, 1], [3]),
      b: tensor('float64', [1], [4]),
    };
    const { saved } = linear.forward(inputs);
    const dy = tensor('float64', [2, 1], [5, 7]);
    const lists = (['x', 'w', 'b'] as const).map((name) => {
      const grads = linear.backward({ y: dy }, saved, [name]);
      return Object.entries(grads).map(([key, { data }]) => [key, ...data]);
    });
    expect(lists).toEqual([[['x', 15, 21]], [['w', -9]], [['b', 12]]]);
  });
});
