import { describe, expect, test } from '@jest/globals';
import { fftErrors } from '../../src/tolerance/fft.ts';
import { transformedErrors } from '../../src/tolerance/index.ts';
import type { Planes } from '../../src/tolerance/convolution.ts';
import { randomSigned } from '../random-bits.ts';

const draw = (shape: readonly number[], seed: number): Planes => {
  const random = randomSigned(seed);
  return {
    shape,
    data: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => Math.fround(random())),
  };
};

/** What the arithmetic of a conv by spectra, in float32, may come to for [x, w, dy] of these shapes. */
const conv = { x: draw([2, 2, 9], 1), w: draw([3, 2, 4], 2), dy: draw([2, 3, 6], 3) };

test('the error of one product of two numbers is the bound of two transforms, a product and an inverse', () => {
  const one = (value: number): Planes => ({ shape: [1, 1, 1], data: [value] });
  const [x, w, u] = [-3, 5, 2 ** -24];
  const { y } = fftErrors('float32', {}, { x: one(x), w: one(w), dy: one(1) });
  // A grid of 2 places at most, so t = 1; every norm is the number itself.
  const eta = u + ((4 * u) / (1 - 4 * u)) * (Math.SQRT2 + u);
  const roundings = 2 * eta + 3 * u + (eta + u);
  expect(y[0]! / (Math.SQRT2 * roundings * Math.abs(x * w))).toBeCloseTo(1, 6);
});

test('conv’s errors are those of its spectra', () => {
  const { y, dx, dw } = fftErrors('float32', {}, conv);
  const errors = transformedErrors('conv', 'fft', 'float32', { attributes: {}, operands: conv });
  expect(errors).toEqual({ y, x: dx, w: dw });
  expect([y.length, dx.length, dw.length]).toEqual([36, 36, 24]);
});

test('convTranspose’s are those of the conv whose adjoint it is: its x is dy there, its y is dx', () => {
  const operands = { x: conv.dy, w: conv.w, dy: conv.x };
  const errors = transformedErrors('convTranspose', 'fft', 'float32', { attributes: {}, operands });
  const { y, dx, dw } = fftErrors('float32', {}, conv);
  expect(errors).toEqual({ y: dx, x: y, w: dw });
});

describe('avgPool’s errors', () => {
  /** Windows of two elements side by side, padding before the first: 3 outputs of each of 6 planes of 5 elements. */
  const pool = (attributes: object) => {
    const operands = { x: draw([2, 3, 5], 4), dy: draw([2, 3, 3], 5) };
    const given = { attributes: { kernel: [2], padding: [[1, 0]], ...attributes }, operands };
    return { errors: transformedErrors('avgPool', 'fft', 'float32', given)!, operands };
  };

  test('are those of a conv of every plane by ones, divided by the elements counted', () => {
    const { errors, operands } = pool({});
    for (let plane = 0; plane < 6; plane++) {
      const one = (data: readonly number[]): Planes => ({ shape: [1, 1, data.length], data });
      const x = one(operands.x.data.slice(plane * 5, plane * 5 + 5));
      const dy = operands.dy.data.slice(plane * 3, plane * 3 + 3);
      // The first of the three windows has one element in x; without `countIncludePad` it is the only one counted.
      const shares = one([dy[0]!, dy[1]! / 2, dy[2]! / 2]);
      const attributes = { stride: [2], padding: [[1, 0] as const] };
      const ofPlane = fftErrors('float32', attributes, { x, w: one([1, 1]), dy: shares });
      const [first, ...others] = ofPlane.y as [number, ...number[]];
      expect(errors.y.slice(plane * 3, plane * 3 + 3)).toEqual([first, ...others.map((error) => error / 2)]);
      expect(errors.x.slice(plane * 5, plane * 5 + 5)).toEqual(ofPlane.dx);
    }
    expect([errors.y.length, errors.x.length, 'w' in errors]).toEqual([18, 30, false]);
  });

  test('are smaller where padding is counted too', () => {
    const [without, including] = [pool({}), pool({ countIncludePad: true })];
    expect(without.errors.y[0]! / including.errors.y[0]!).toBe(2);
    expect(without.errors.y[1]! / including.errors.y[1]!).toBe(1);
  });

  test('of a small plane beside a huge one are small', () => {
    const data = [1e-6, -2e-6, 1e-6, 1e6, 2e6, -1e6];
    const operands = { x: { shape: [1, 2, 3], data }, dy: { shape: [1, 2, 2], data: [1, 1, 1, 1] } };
    const given = { attributes: { kernel: [2], stride: [1] }, operands };
    const { y } = transformedErrors('avgPool', 'fft', 'float32', given)!;
    expect(y[2]! / y[0]!).toBeCloseTo(1e12, -9);
  });
});

test.each([
  ['maxPool', 'fft'],
  ['linear', 'fft'],
  ['avgPool', 'winograd'],
] as const)('no transform is promised for %s by %s', (operator, bound) => {
  const operands = { x: draw([1, 1, 4], 1), dy: draw([1, 1, 2], 2) };
  const attributes = { kernel: [2] };
  expect(transformedErrors(operator, bound, 'float32', { attributes, operands })).toBeUndefined();
});

test.each([
  ['numbers of ordinary size', 1],
  ['numbers whose products underflow', 2 ** -66],
  ['numbers of which most products are 0', 2 ** -74],
])(
  'a conv by spectra in float32 of %s stays within its errors, and they are not many times too large',
  (_, unit) => {
    const random = randomSigned(9);
    const [S, K] = [61, 4];
    let worst = 0;
    for (let round = 0; round < 20; round++) {
      const [x, w] = [S, K].map((length) => Array.from({ length }, () => Math.fround(random() * unit)));
      const O = S - K + 1;
      const plane = (data: readonly number[]): Planes => ({ shape: [1, 1, data.length], data });
      const operands = { x: plane(x!), w: plane(w!), dy: plane(Array.from({ length: O }, () => 1)) };
      const { y } = transformedErrors('conv', 'fft', 'float32', { attributes: {}, operands })!;
      const got = correlate(x!, w!, 64);
      for (let o = 0; o < O; o++) {
        const exact = w!.reduce((sum, tap, k) => sum + tap * x![o + k]!, 0);
        worst = Math.max(worst, Math.abs(got[o]! - exact) / y[o]!);
      }
    }
    expect(worst).toBeLessThan(1);
    expect(worst).toBeGreaterThan(0.003);
  },
);

test('the spectrum of zeros is 0, so nothing underflows where an operand is 0', () => {
  const plane = (...data: number[]): Planes => ({ shape: [1, 1, data.length], data });
  const operands = { x: plane(0, 0, 0), w: plane(2 ** -80, -(2 ** -80)), dy: plane(3, -1) };
  expect(fftErrors('float32', {}, operands)).toMatchObject({ y: [0, 0], dw: [0, 0] });
});

test('errors of numbers whose squares are below float64 are not lost', () => {
  const plane = (...data: number[]): Planes => ({ shape: [1, 1, data.length], data });
  const operands = { x: plane(2 ** -600, -(2 ** -601)), w: plane(2 ** -600), dy: plane(3, -1) };
  const { y, dw } = fftErrors('float64', {}, operands);
  expect(Math.min(...y)).toBeGreaterThanOrEqual(Number.MIN_VALUE);
  // A sum of 2^-600 · 3 and 2^-601, of 53 bits.
  expect(dw[0]! / 2 ** -653).toBeGreaterThan(1);
});

type Complex = readonly [re: number, im: number];
const r = Math.fround;
const times = ([a, b]: Complex, [c, d]: Complex): Complex => [r(r(a * c) - r(b * d)), r(r(a * d) + r(b * c))];

/** Σ_k x[o + k]·w[k] as the inverse transform of X·conj(W), every operation rounded to float32. */
function correlate(x: readonly number[], w: readonly number[], L: number): number[] {
  const padded = (data: readonly number[]): Complex[] =>
    Array.from({ length: L }, (_, i) => [data[i] ?? 0, 0]);
  const [X, W] = [transform(padded(x), -1), transform(padded(w), -1)];
  const Y = X.map((value, k) => times(value, [W[k]![0], -W[k]![1]]));
  return transform(Y, 1).map(([re]) => r(re / L));
}

/** The transform of radix 2. */
function transform(values: readonly Complex[], sign: 1 | -1): Complex[] {
  const L = values.length;
  if (L === 1) return [...values];
  const even = transform(values.filter((_, i) => i % 2 === 0), sign); // prettier-ignore
  const odd = transform(values.filter((_, i) => i % 2 === 1), sign); // prettier-ignore
  const turned = odd.map((value, k): Complex => {
    const angle = (2 * Math.PI * k) / L;
    return times(value, [r(Math.cos(angle)), sign * r(Math.sin(angle))]);
  });
  const sum = (a: Complex, b: Complex, by: number): Complex => [r(a[0] + by * b[0]), r(a[1] + by * b[1])];
  return [1, -1].flatMap((by) => even.map((value, k) => sum(value, turned[k]!, by)));
}
