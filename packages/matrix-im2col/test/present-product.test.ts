import { describe, expect, test } from '@jest/globals';
import { gemm } from '@gradspec/kernels';
import { addPresentProduct, allFinite } from '../src/present-product.ts';
import { random } from './random.ts';

describe('addPresentProduct', () => {
  const { M, N, K } = { M: 2, N: 4, K: 3 };
  const present = Float32Array.of(1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 0, 1); // [K, N]
  const { integer } = random(1);
  const integers = (count: number) => Float64Array.from({ length: count }, () => integer(-9, 9));
  const w = integers(M * K);
  const dy = integers(M * N);
  const columns = integers(K * N).map((value, at) => value * present[at]!);

  test('adds what gemm adds where everything is finite', () => {
    for (const [a, b, sizes] of [
      [{ data: w }, { data: columns }, { M, N, K }],
      [{ data: dy }, { data: columns, transposed: true }, { M, N: K, K: N }],
    ] as const) {
      const expected = { data: new Float64Array(sizes.M * sizes.N).fill(3) };
      const c = { data: expected.data.slice() };
      gemm({ ...sizes, a, b, c: expected, accumulate: true });
      addPresentProduct({ ...sizes, a, b, c }, present);
      expect(c).toEqual(expected);
    }
  });

  test('leaves out the terms that are not there', () => {
    const a = { data: Float64Array.of(NaN, 2, 3) };
    const c = { data: new Float64Array(4) };
    addPresentProduct({ M: 1, N, K, a, b: { data: new Float64Array(12).fill(1) }, c }, present);
    expect([...c.data]).toEqual([NaN, 5, NaN, NaN]);
  });
});

describe('allFinite', () => {
  test('sees NaN and both infinities, and nothing in ordinary numbers', () => {
    const wild = [NaN, Infinity, -Infinity].map((value) => allFinite([1, value, 2]));
    expect([...wild, allFinite([0, -1e300, 5e-324]), allFinite([])]).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
  });
});
