import { describe, expect, test } from '@jest/globals';
import { gemm, type FloatArray } from '../src/gemm.ts';
import { random } from './random.ts';

const sizes = [
  { M: 3, N: 5, K: 7 },
  { M: 1, N: 7, K: 3 },
  { M: 9, N: 1, K: 5 },
  { M: 7, N: 3, K: 1 },
  { M: 13, N: 11, K: 17 },
];
const transpositions = [
  { transposedA: false, transposedB: false },
  { transposedA: true, transposedB: false },
  { transposedA: false, transposedB: true },
  { transposedA: true, transposedB: true },
];

/** The row-major transpose of a rows×columns matrix. */
function transpose(matrix: Float64Array, rows: number, columns: number): Float64Array {
  return matrix.map((_, at) => matrix[(at % rows) * columns + Math.floor(at / rows)]!);
}

/** C[m, n] = Σ_k A[m, k]·B[k, n] as three loops. */
function product(
  a: Float64Array,
  b: Float64Array,
  { M, N, K }: { M: number; N: number; K: number },
): Float64Array {
  const c = new Float64Array(M * N);
  for (let m = 0; m < M; m++)
    for (let n = 0; n < N; n++) for (let k = 0; k < K; k++) c[m * N + n]! += a[m * K + k]! * b[k * N + n]!;
  return c;
}

describe('gemm', () => {
  test.each(sizes.flatMap((size) => transpositions.map((which) => ({ ...size, ...which }))))(
    'multiplies $M×$K by $K×$N, stored transposed: A $transposedA, B $transposedB',
    ({ transposedA, transposedB, ...size }) => {
      const { M, N, K } = size;
      const { reals } = random(M * 1000 + N * 100 + K);
      const a = reals(M * K);
      const b = reals(K * N);
      const c = new Float64Array(M * N).fill(NaN);
      gemm({
        ...size,
        a: { data: transposedA ? transpose(a, M, K) : a, transposed: transposedA },
        b: { data: transposedB ? transpose(b, K, N) : b, transposed: transposedB },
        c: { data: c },
      });
      expect(c).toEqual(product(a, b, size));
    },
  );

  test('reads and writes from the offsets on and touches nothing else', () => {
    const { reals } = random(1);
    const a = reals(2 + 6);
    const b = reals(3 + 6);
    const c = new Float64Array(1 + 4 + 2).fill(9);
    gemm({
      M: 2,
      N: 2,
      K: 3,
      a: { data: a, offset: 2 },
      b: { data: b, offset: 3 },
      c: { data: c, offset: 1 },
    });
    expect([...c]).toEqual([9, ...product(a.subarray(2), b.subarray(3), { M: 2, N: 2, K: 3 }), 9, 9]);
  });

  test('adds to C with accumulate, and overwrites it without', () => {
    const a = { data: Float64Array.of(1, 2) };
    const b = { data: Float64Array.of(3, 4, 5, 6) };
    const c = { data: Float64Array.of(100, 200) };
    gemm({ M: 1, N: 2, K: 2, a, b, c, accumulate: true });
    expect([...c.data]).toEqual([113, 216]);
    gemm({ M: 1, N: 2, K: 2, a, b, c });
    expect([...c.data]).toEqual([13, 16]);
  });

  test('an empty sum is 0, and adds nothing with accumulate', () => {
    const empty = { data: new Float64Array(0) };
    const c = { data: Float64Array.of(5, 6) };
    gemm({ M: 1, N: 2, K: 0, a: empty, b: empty, c, accumulate: true });
    expect([...c.data]).toEqual([5, 6]);
    gemm({ M: 1, N: 2, K: 0, a: empty, b: empty, c });
    expect([...c.data]).toEqual([0, 0]);
  });

  test('an element depends on its row, its column and K only, bit for bit', () => {
    const size = { M: 9, N: 8, K: 33 };
    const { reals } = random(2);
    const a = reals(size.M * size.K);
    const b = reals(size.K * size.N);
    const whole = new Float64Array(size.M * size.N);
    gemm({ ...size, a: { data: a }, b: { data: b }, c: { data: whole } });
    const columns = transpose(b, size.K, size.N);
    const alone = whole.map((_, at) => {
      const c = new Float64Array(1);
      const row = { data: a, offset: Math.floor(at / size.N) * size.K };
      const column = { data: columns, offset: (at % size.N) * size.K };
      gemm({ M: 1, N: 1, K: size.K, a: row, b: column, c: { data: c } });
      return c[0]!;
    });
    expect(alone).toEqual(whole);
  });

  test('sums float32 factors in float64 and rounds once', () => {
    const K = 4097;
    const ones = { data: new Float32Array(K).fill(1) };
    const tenths = { data: new Float32Array(K).fill(0.1) };
    const c = { data: new Float32Array(1) };
    gemm({ M: 1, N: 1, K, a: ones, b: tenths, c });
    let sum = 0;
    for (let k = 0; k < K; k++) sum += Math.fround(0.1);
    expect(c.data[0]).toBe(Math.fround(sum));
  });

  test('NaN and infinities reach the elements they belong to', () => {
    const a = { data: Float64Array.of(NaN, 1, 2, 3) };
    const b = { data: Float64Array.of(1, 0, Infinity, 1) };
    const c = { data: new Float64Array(4) };
    gemm({ M: 2, N: 2, K: 2, a, b, c });
    expect([...c.data]).toEqual([NaN, NaN, Infinity, 3]);
  });

  const two: { data: FloatArray } = { data: new Float64Array(2) };
  const four: { data: FloatArray } = { data: new Float64Array(4) };
  test.each([
    [
      'M',
      { M: -1, N: 1, K: 1, a: four, b: four, c: four },
      'gemm: M expected an integer of at least 0, got -1',
    ],
    [
      'N',
      { M: 1, N: 1.5, K: 1, a: four, b: four, c: four },
      'gemm: N expected an integer of at least 0, got 1.5',
    ],
    [
      'a',
      { M: 2, N: 2, K: 2, a: two, b: four, c: four },
      'gemm: a expected 2×2 elements from offset 0, got an array of 2',
    ],
    [
      'b',
      { M: 2, N: 2, K: 2, a: four, b: two, c: four },
      'gemm: b expected 2×2 elements from offset 0, got an array of 2',
    ],
    [
      'c',
      { M: 2, N: 2, K: 2, a: four, b: four, c: { ...four, offset: 1 } },
      'gemm: c expected 2×2 elements from offset 1, got an array of 4',
    ],
    [
      'an offset',
      { M: 1, N: 1, K: 1, a: { ...four, offset: -1 }, b: four, c: four },
      'gemm: the offset of a expected an integer of at least 0, got -1',
    ],
  ])('says what is wrong with %s', (_, wrong, message) => {
    expect(() => gemm(wrong)).toThrow(new RangeError(message));
  });
});
