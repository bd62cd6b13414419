import { describe, expect, test } from '@jest/globals';
import { multiplyAdd, zeroSpectrum, type Axes } from '@gradspec/kernels';
import type { Placement } from '../src/geometry.ts';
import { placesOf, readPlane, spectraOf } from '../src/planes.ts';
import { random } from './random.ts';

const L: Axes = [1, 4, 8];
const line = (count: number, start: number, step: number): Placement => ({
  count: [1, 1, count],
  start: [0, 0, start],
  step: [1, 1, step],
});

describe('placesOf', () => {
  test('steps along every axis of the grid, row by row', () => {
    const placement: Placement = { count: [1, 2, 3], start: [0, 1, 2], step: [1, 2, 1] };
    expect([...placesOf(placement, L)]).toEqual([10, 11, 12, 26, 27, 28]);
  });

  test('goes round at both ends', () => {
    expect([...placesOf(line(4, -2, 1), L)]).toEqual([6, 7, 0, 1]);
    expect([...placesOf(line(3, 6, 3), L)]).toEqual([6, 1, 4]);
    expect([...placesOf(line(3, 4, -2), L)]).toEqual([4, 2, 0]);
  });
});

describe('spectraOf', () => {
  test('is the definition’s transform of the elements where they were put', () => {
    const data = random(1).reals(2 * 6 + 3);
    const placement: Placement = { count: [1, 2, 3], start: [0, 1, 1], step: [1, 2, 3] };
    const spectra = spectraOf(data, { start: 3, channels: 2, placement, L });
    for (const [channel, spectrum] of spectra.entries())
      for (let u = 0; u < 4; u++)
        for (let v = 0; v < 8; v++) {
          let [re, im] = [0, 0];
          for (let h = 0; h < 2; h++)
            for (let w = 0; w < 3; w++) {
              const angle = -2 * Math.PI * ((u * (1 + 2 * h)) / 4 + (v * (1 + 3 * w)) / 8);
              re += data[3 + channel * 6 + h * 3 + w]! * Math.cos(angle);
              im += data[3 + channel * 6 + h * 3 + w]! * Math.sin(angle);
            }
          expect(spectrum.re[u * 8 + v]).toBeCloseTo(re, 12);
          expect(spectrum.im[u * 8 + v]).toBeCloseTo(im, 12);
        }
  });
});

describe('readPlane', () => {
  const x = Float64Array.of(1, 2, 3, 4);
  const w = Float64Array.of(5, 7);
  const spectrum = (data: Float64Array) =>
    spectraOf(data, { start: 0, channels: 1, placement: line(data.length, 0, 1), L })[0]!;
  const product = (conjugate: boolean) => {
    const sum = zeroSpectrum(32);
    multiplyAdd(sum, spectrum(x), spectrum(w), conjugate);
    return sum;
  };
  const rounded = (values: Float64Array) => Array.from(values, (value) => Math.round(value) + 0);

  test('gives back what was put', () => {
    expect(rounded(readPlane(spectrum(x), line(4, 0, 1), L))).toEqual([1, 2, 3, 4]);
  });

  test('the plain product is the convolution: r[t] = Σ_i x[t − i]·w[i]', () => {
    expect(rounded(readPlane(product(false), line(5, 0, 1), L))).toEqual([5, 17, 29, 41, 28]);
  });

  test('the product with the conjugate is the cross-correlation: r[t] = Σ_j x[t + j]·w[j]', () => {
    expect(rounded(readPlane(product(true), line(5, -1, 1), L))).toEqual([7, 19, 31, 43, 20]);
  });
});
