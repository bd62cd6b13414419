import { describe, expect, test } from '@jest/globals';
import { winogradErrors } from '../../src/tolerance/winograd.ts';
import { randomSigned } from '../random-bits.ts';

const B = [
  [4, 0, -5, 0, 1, 0],
  [0, -4, -4, 1, 1, 0],
  [0, 4, -4, -1, 1, 0],
  [0, -2, -1, 2, 1, 0],
  [0, 2, -1, -2, 1, 0],
  [0, 4, 0, -5, 0, 1],
];
const G = [
  [1 / 4, 0, 0],
  [-1 / 6, -1 / 6, -1 / 6],
  [-1 / 6, 1 / 6, -1 / 6],
  [1 / 24, 1 / 12, 1 / 6],
  [1 / 24, -1 / 12, 1 / 6],
  [0, 0, 1],
];
const A = [
  [1, 1, 1, 1, 1, 0],
  [0, 1, -1, 2, -2, 0],
  [0, 1, 1, 4, 4, 0],
  [0, 1, -1, 8, -8, 1],
];

/** The product of a matrix with another's transpose, every operation rounded to float32. */
const times = (left: readonly (readonly number[])[], right: readonly (readonly number[])[]): number[][] =>
  left.map((row) =>
    right.map((column) =>
      row.reduce((sum, a, i) => Math.fround(sum + Math.fround(Math.fround(a) * column[i]!)), 0),
    ),
  );
/** T · m · Tᵀ */
const transform = (T: readonly (readonly number[])[], m: readonly (readonly number[])[]) =>
  times(
    times(T, times(m, identity(m.length))),
    T.map((row) => row),
  );
const identity = (n: number) =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => Number(i === j)));
const rows = (data: readonly number[], width: number) =>
  Array.from({ length: data.length / width }, (_, i) => data.slice(i * width, (i + 1) * width));

describe('the bound of Winograd’s convolution', () => {
  test.each([
    ['numbers of ordinary size', 1, 1],
    ['numbers whose products underflow', 2 ** -66, 2 ** -68],
    ['a kernel that underflows by itself', 1, 2 ** -144],
  ])(
    'of %s is never exceeded by its own arithmetic in float32, and not many times too large',
    (_, xUnit, wUnit) => {
      let worst = 0;
      for (let round = 0; round < 60; round++) {
        const random = randomSigned(round + 1);
        const C = 1 + (round % 7);
        const draw = (count: number, unit: number) =>
          Array.from({ length: count }, () => Math.fround(random() * unit));
        const [x, w] = [draw(C * 36, xUnit), draw(C * 9, wUnit)];
        const shapes = { x: [1, C, 6, 6], w: [1, C, 3, 3], dy: [1, 1, 4, 4] };
        const { y: bounds } = winogradErrors(
          'float32',
          {},
          {
            x: { shape: shapes.x, data: x },
            w: { shape: shapes.w, data: w },
            dy: { shape: shapes.dy, data: Array.from({ length: 16 }, () => 1) },
          },
        );
        const sums = Array.from({ length: 6 }, () => Array.from({ length: 6 }, () => 0));
        for (let c = 0; c < C; c++) {
          const g = transform(G, rows(w.slice(c * 9, c * 9 + 9), 3));
          const d = transform(B, rows(x.slice(c * 36, c * 36 + 36), 6));
          for (let i = 0; i < 6; i++)
            for (let j = 0; j < 6; j++)
              sums[i]![j] = Math.fround(sums[i]![j]! + Math.fround(g[i]![j]! * d[i]![j]!));
        }
        const y = transform(A, sums);
        for (let i = 0; i < 4; i++)
          for (let j = 0; j < 4; j++) {
            let exact = 0;
            for (let c = 0; c < C; c++)
              for (let k = 0; k < 9; k++)
                exact += w[c * 9 + k]! * x[c * 36 + (i + Math.floor(k / 3)) * 6 + j + (k % 3)]!;
            worst = Math.max(worst, Math.abs(y[i]![j]! - exact) / bounds[i * 4 + j]!);
          }
      }
      expect(worst).toBeLessThan(1);
      expect(worst).toBeGreaterThan(0.003);
    },
  );

  test('adds nothing where a direct sum is meant: another kernel, a stride, a dilation, dw', () => {
    const data = (shape: readonly number[]) => ({
      shape,
      data: shape.length ? Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i - 3) : [],
    });
    const operands = { x: data([2, 3, 5, 7]), w: data([4, 3, 3, 3]), dy: data([2, 4, 3, 5]) };
    const total = (errors: readonly number[]) => errors.reduce((a, b) => a + b, 0);
    const plain = winogradErrors('float32', {}, operands);
    expect([plain.y.length, plain.dx.length, plain.dw.length]).toEqual([120, 210, 108]);
    expect([total(plain.y) > 0, total(plain.dx) > 0, total(plain.dw)]).toEqual([true, true, 0]);
    for (const attributes of [{ stride: [1, 2] }, { dilation: [2, 1] }]) {
      const { y, dx } = winogradErrors('float32', attributes, operands);
      expect(total(y) + total(dx)).toBe(0);
    }
    const wide = { ...operands, w: data([4, 3, 3, 5]) };
    expect(total(winogradErrors('float32', {}, wide).y)).toBe(0);
  });
});
