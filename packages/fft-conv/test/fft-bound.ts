/**
 * How far a result made of spectra may lie from the definition's: c·u·log₂ L·‖a‖·‖b‖, with the norms of what meets in an
 * element: a sample of x and a kernel in y, a sample of dy and the kernels of its channel in dx, the channels of x and dy in dw.
 *
 * c = 2, a tenth of what `conformance/src/tolerance/fft.ts` allows; the drawn cases reach 0.7.
 *
 * @module
 */
import type { FloatDtype, Shape } from '@gradspec/spec';
import { size, type ConvCase, type ConvResults, type ConvValues } from './conv-case.ts';

const factor = 2;

/** The unit roundoff of a dtype. */
export const roundoff = (dtype: FloatDtype): number => (dtype === 'float32' ? 2 ** -24 : 2 ** -53);

/** The bounds of every element of y, dx and dw, without a bias. */
export function fftBound(
  { x, w, y, attributes }: ConvCase,
  values: ConvValues,
  dtype: FloatDtype,
): Omit<ConvResults, 'db'> {
  const [[N, C], [M, CG]] = [x, w] as unknown as [[number, number], [number, number]];
  const MG = M / attributes.groups;
  const channelOf = (m: number, c: number) => Math.floor(m / MG) * CG + c;
  const norms = { x: normsOf(values.x, x), w: normsOf(values.w, w), dy: normsOf(values.dy, y) };
  const log = Math.log2(
    size(attributes.padding.map(([before, after], a) => 2 * (x[a + 2]! + before + after))),
  );
  const bounds = { y: [], dx: [], dw: [] } as Record<'y' | 'dx' | 'dw', number[]>;
  const sums = { y: grid(N, M), dx: grid(N, C), dw: grid(M, CG) };
  for (let n = 0; n < N; n++)
    for (let m = 0; m < M; m++)
      for (let c = 0; c < CG; c++) {
        const channel = channelOf(m, c);
        const [a, b, d] = [norms.x[n * C + channel]!, norms.w[m * CG + c]!, norms.dy[n * M + m]!];
        sums.y[n * M + m]! += a * b;
        sums.dx[n * C + channel]! += d * b;
        sums.dw[m * CG + c]! += a * d;
      }
  for (const [name, shape] of [
    ['y', y],
    ['dx', x],
    ['dw', w],
  ] as const)
    // prettier-ignore
    for (const sum of sums[name])
      for (let i = 0; i < size(shape.slice(2)); i++) bounds[name].push(factor * roundoff(dtype) * log * sum);
  const { y: ofY, dx, dw } = bounds;
  return { y: Float64Array.from(ofY), dx: Float64Array.from(dx), dw: Float64Array.from(dw) };
}

const grid = (A: number, B: number): number[] => new Array<number>(A * B).fill(0);

/** The norms of the spatial planes. */
function normsOf(values: Float64Array, shape: Shape): number[] {
  const plane = size(shape.slice(2));
  return Array.from({ length: values.length / plane }, (_, i) =>
    Math.hypot(...values.subarray(i * plane, (i + 1) * plane)),
  );
}

/** The elements that are farther from those expected than they may be, told in words; the first few. */
export function outside(
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
  bound: ArrayLike<number>,
): string[] {
  const found: string[] = [];
  for (let i = 0; i < expected.length && found.length < 4; i++) {
    if (Object.is(got[i], expected[i])) continue; // NaN and infinities too
    const distance = Math.abs(got[i]! - expected[i]!);
    if (!(distance <= bound[i]!))
      found.push(`element ${i}: expected ${expected[i]} ± ${bound[i]}, got ${got[i]} (${distance} away)`);
  }
  return found;
}
