import { beforeEach, describe, expect, test } from '@jest/globals';
import { useKernels, withKernels, type Kernels } from '../src/engine.ts';
import { fftTables } from '../src/fft.ts';
import type { Precision } from '../src/memory.ts';
import { testedBuilds } from './builds.ts';
import { relativeError, transformByDefinition } from './definition.ts';
import { indices } from './in-both.ts';
import { random } from './random.ts';

const size = { float32: 4, float64: 8 };

/** Runs `compute` with the kernels of a precision; elements have 2·lanes numbers. */
function inBoth(
  compute: (kernels: Kernels, precision: Precision, lanes: number) => readonly number[],
): (readonly number[])[] {
  return (['float32', 'float64'] as const).map((precision) =>
    withKernels((kernels) => compute(kernels, precision, 16 / size[precision])),
  );
}

describe.each(testedBuilds)('build %s', (build) => {
  beforeEach(() => useKernels(build));

  test.each([
    [1, 12, 1],
    [3, 16, 1],
    [1, 15, 3],
    [2, 6, 11],
    [1, 1, 5],
  ])('an array of %i × %i × %i elements is transformed along its middle, lane by lane', (outer, n, inner) => {
    for (const precision of ['float32', 'float64'] as const)
      for (const inverse of [false, true])
        withKernels(({ arena, [precision]: kernels }) => {
          const lanes = 16 / size[precision];
          const { reals } = random(n * inner);
          const x = reals(outer * n * inner * 2 * lanes);
          const data = arena.put(precision, x);
          const { passes, radices, factors } = fftTables(precision, [n]).axes[0]!;
          const work = arena.room(precision, 2 * n * Math.min(inner, 8) * 2 * lanes);
          kernels.fftAxis(outer, n, inner, data, inverse, passes, radices, factors, work);
          const y = arena.take(precision, data, x.length);
          for (const o of indices(outer))
            for (const j of indices(inner))
              for (const lane of indices(lanes)) {
                const at = (t: number) => ((o * n + t) * inner + j) * 2 * lanes + lane;
                const line = (values: ArrayLike<number>) => ({
                  re: Float64Array.from({ length: n }, (_, t) => values[at(t)]!),
                  im: Float64Array.from({ length: n }, (_, t) => values[at(t) + lanes]!),
                });
                const expected = transformByDefinition(line(x), inverse);
                const scale = inverse ? n : 1;
                const scaled = {
                  re: expected.re.map((value) => value * scale),
                  im: expected.im.map((value) => value * scale),
                };
                expect(relativeError(line(y), scaled)).toBeLessThan(precision === 'float32' ? 1e-6 : 1e-15);
              }
        });
  });

  test('products of spectra are summed, one sum or two at a time', () => {
    const [n, C] = [3, 4];
    const [xPlane, wIn, second, yPlane] = [5, 4, 17, 6];
    const results = inBoth(({ arena, ...all }, precision, lanes) => {
      const { integers } = random(8);
      const x = integers(C * xPlane * 2 * lanes);
      const w = integers(2 * (second + C * wIn));
      const at = [arena.put(precision, x), arena.put(precision, w)] as const;
      const y = arena.put(precision, new Float64Array(2 * yPlane * 2 * lanes).fill(77));
      all[precision].sumProducts(n, C, at[0], xPlane, at[1], wIn, second, y, yPlane);
      const got = arena.take(precision, y, 2 * yPlane * 2 * lanes);
      all[precision].sumProducts(n, C, at[0], xPlane, at[1], wIn, 0, y, yPlane);
      expect([...arena.take(precision, y, 2 * yPlane * 2 * lanes)]).toEqual([...got]);
      const wrong: number[] = [];
      for (const sum of [0, 1])
        for (const k of indices(n))
          for (const lane of indices(lanes)) {
            let [re, im] = [0, 0];
            for (const c of indices(C)) {
              const a = (c * xPlane + k) * 2 * lanes + lane;
              const b = 2 * (sum * second + c * wIn + k);
              re += x[a]! * w[b]! - x[a + lanes]! * w[b + 1]!;
              im += x[a]! * w[b + 1]! + x[a + lanes]! * w[b]!;
            }
            const out = (sum * yPlane + k) * 2 * lanes + lane;
            if (got[out] !== re || got[out + lanes] !== im) wrong.push(out);
          }
      expect(got[n * 2 * lanes]).toBe(77);
      return wrong;
    });
    expect(results).toEqual([[], []]);
  });

  test.each([1, 2, 3, 4])('spectra are correlated with %i others, over the lanes', (count) => {
    const [n, xPlane] = [3, 5];
    const results = inBoth(({ arena, ...all }, precision, lanes) => {
      const C = Math.min(count, lanes);
      const { integers } = random(count);
      const [x, y, sums] = [C * xPlane, n, n].map((length) => integers(length * 2 * lanes)) as [
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      const to = arena.put(precision, sums);
      all[precision].correlateSpectra(n, C, arena.put(precision, x), xPlane, arena.put(precision, y), to);
      const got = arena.take(precision, to, sums.length);
      const wrong: number[] = [];
      for (const k of indices(n))
        for (const c of indices(C)) {
          const out = k * 2 * lanes + c;
          let [re, im] = [sums[out]!, sums[out + lanes]!];
          for (const lane of indices(lanes)) {
            const a = (c * xPlane + k) * 2 * lanes + lane;
            const b = k * 2 * lanes + lane;
            re += x[a]! * y[b]! + x[a + lanes]! * y[b + lanes]!;
            im += x[a + lanes]! * y[b]! - x[a]! * y[b + lanes]!;
          }
          if (got[out] !== re || got[out + lanes] !== im) wrong.push(out);
        }
      return wrong;
    });
    expect(results).toEqual([[], []]);
  });

  test('spectra are taken out of their lanes, scaled and turned', () => {
    const results = inBoth(({ arena, ...all }, precision, lanes) => {
      const [n, plane] = [3, 4];
      const x = random(9).integers(n * 2 * lanes);
      const to = arena.put(precision, new Float64Array(2 * plane * lanes).fill(77));
      all[precision].takeSpectra(n, 2, arena.put(precision, x), to, plane, 0.5, -2);
      const expected = indices(2).flatMap((lane) => [
        ...indices(n).flatMap((k) => [x[k * 2 * lanes + lane]! * 0.5, x[k * 2 * lanes + lanes + lane]! * -2]),
        77,
        77,
      ]);
      return [...arena.take(precision, to, 4 * plane)].map((value, i) => value - expected[i]!);
    });
    for (const differences of results) expect(differences.every((value) => value === 0)).toBe(true);
  });

  test('a box is copied between arrays, forwards and backwards', () => {
    const [D, H, W] = [2, 3, 2];
    const [single, double] = inBoth(({ arena, ...all }, precision) => {
      const from = arena.put(precision, Float64Array.from(indices(60)));
      const to = arena.put(precision, new Float64Array(40).fill(-1));
      const first = from + 50 * size[precision];
      all[precision].copyBox(D, H, W, first, -20, -5, 2, to, 17, 4, 3);
      return [...arena.take(precision, to, 40)];
    });
    const expected = new Array<number>(40).fill(-1);
    for (const d of indices(D))
      for (const h of indices(H))
        for (const w of indices(W)) expected[17 * d + 4 * h + 3 * w] = 50 - 20 * d - 5 * h + 2 * w;
    expect(single).toEqual(expected);
    expect(double).toEqual(expected);
  });

  test.each([0, 3, 9])('%i numbers are scaled', (count) => {
    const [single, double] = inBoth(({ arena, ...all }, precision) => {
      const at = arena.put(
        precision,
        Float64Array.from(indices(count + 1), (i) => i + 1),
      );
      all[precision].scaleBy(count, at, -3);
      return [...arena.take(precision, at, count + 1)];
    });
    const expected = indices(count + 1).map((i) => (i < count ? -3 * (i + 1) : i + 1));
    expect(single).toEqual(expected);
    expect(double).toEqual(expected);
  });
});

test('tables stay between calls and are forgotten when there are too many', () => {
  const [first, again] = [fftTables('float64', [240]), fftTables('float64', [240])];
  expect(again).toBe(first);
  for (const n of [2 ** 18, 3 ** 11, 5 ** 8, 2 ** 19, 6]) fftTables('float64', [n]);
  const anew = fftTables('float64', [240]);
  expect(anew).not.toBe(first);
  expect(anew.axes[0]!.n).toBe(240);
});
