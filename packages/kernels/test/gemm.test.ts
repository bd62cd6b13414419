import { beforeEach, describe, expect, test } from '@jest/globals';
import { useKernels } from '../src/engine.ts';
import { gemm } from '../src/gemm.ts';
import type { FloatArray } from '../src/memory.ts';
import { testedBuilds } from './builds.ts';
import { random } from './random.ts';

const sizes = [
  { M: 3, N: 5, K: 7 },
  { M: 1, N: 7, K: 3 },
  { M: 9, N: 1, K: 5 },
  { M: 7, N: 3, K: 1 },
  { M: 13, N: 11, K: 17 },
  // More than one block of rows, of columns and of depth, each with a rest.
  { M: 133, N: 5, K: 3 },
  { M: 5, N: 263, K: 7 },
  { M: 6, N: 13, K: 515 },
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

describe.each(testedBuilds)('gemm, build %s', (build) => {
  beforeEach(() => useKernels(build));

  test.each(sizes.flatMap((size) => transpositions.map((which) => ({ ...size, ...which }))))(
    'multiplies $M×$K by $K×$N, stored transposed: A $transposedA, B $transposedB',
    ({ transposedA, transposedB, ...size }) => {
      const { M, N, K } = size;
      const { integers } = random(M * 1000 + N * 100 + K);
      const a = integers(M * K);
      const b = integers(K * N);
      const expected = product(a, b, size);
      for (const ArrayOf of [Float64Array, Float32Array]) {
        const c = new ArrayOf(M * N).fill(NaN);
        gemm({
          ...size,
          a: { data: ArrayOf.from(transposedA ? transpose(a, M, K) : a), transposed: transposedA },
          b: { data: ArrayOf.from(transposedB ? transpose(b, K, N) : b), transposed: transposedB },
          c: { data: c },
        });
        expect(c).toEqual(ArrayOf.from(expected));
      }
    },
  );

  test('reads and writes from the offsets on and touches nothing else', () => {
    const { integers } = random(1);
    const a = integers(2 + 6);
    const b = integers(3 + 6);
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
    const size = { M: 9, N: 13, K: 300 };
    const { reals } = random(2);
    for (const ArrayOf of [Float64Array, Float32Array]) {
      const a = ArrayOf.from(reals(size.M * size.K));
      const b = ArrayOf.from(reals(size.K * size.N));
      const whole = new ArrayOf(size.M * size.N);
      gemm({ ...size, a: { data: a }, b: { data: b }, c: { data: whole } });
      const columns = ArrayOf.from(transpose(Float64Array.from(b), size.K, size.N));
      const alone = whole.map((_, at) => {
        const c = new ArrayOf(1);
        const row = { data: a, offset: Math.floor(at / size.N) * size.K };
        const column = { data: columns, offset: (at % size.N) * size.K };
        gemm({ M: 1, N: 1, K: size.K, a: row, b: column, c: { data: c } });
        return c[0]!;
      });
      expect(alone).toEqual(whole);
    }
  });

  test.each([
    ['float32', Float32Array, Math.fround],
    ['float64', Float64Array, (value: number) => value],
  ] as const)('sums %s from left to right, rounding each time', (_, ArrayOf, round) => {
    const K = 4097;
    const ones = { data: new ArrayOf(K).fill(1) };
    const tenths = { data: new ArrayOf(K).fill(0.1) };
    const c = { data: new ArrayOf(1) };
    gemm({ M: 1, N: 1, K, a: ones, b: tenths, c });
    let sum = 0;
    for (let k = 0; k < K; k++) sum = round(sum + round(0.1));
    expect(c.data[0]).toBe(sum);
  });

  test('computes in the precision of C, whatever that of A and B', () => {
    const c = { data: new Float64Array(1) };
    gemm({ M: 1, N: 1, K: 2, a: { data: Float32Array.of(1, 1) }, b: { data: Float64Array.of(1, 1e-9) }, c });
    expect(c.data[0]).toBe(1 + 1e-9);
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
