import { describe, expect, test } from '@jest/globals';
import { fft, fftAxes, type Axes } from '../src/fft.ts';
import type { Spectrum } from '../src/spectrum.ts';
import { norm, relativeError, transformByDefinition } from './definition.ts';
import { random } from './random.ts';

const epsilon = 2 ** -53;
/** Five rounding errors per pass, as the complex product and sum make at worst, and those of the factor. */
const bound = (size: number) => 6 * epsilon * Math.max(1, Math.log2(size));

const signal = (seed: number, size: number): Spectrum => {
  const { reals } = random(seed);
  return { re: reals(size), im: reals(size) };
};

function transformed({ re, im }: Spectrum, inverse = false): Spectrum {
  const result = { re: re.slice(), im: im.slice() };
  fft(result.re, result.im, inverse);
  return result;
}

describe('fft', () => {
  test('works a transform of four by hand', () => {
    // X[k] = 1 + 2·(−i)^k + 3·(−1)^k + 4·i^k
    const { re, im } = transformed({ re: Float64Array.of(1, 2, 3, 4), im: new Float64Array(4) });
    expect([...re]).toEqual([10, -2, -2, -2]);
    expect(Array.from(im, (value) => value + 0)).toEqual([0, 2, 0, -2]);
  });

  test.each([1, 2, 4, 8, 16, 32, 64, 128])(
    'is the definition’s sum at size %i, forward and inverse',
    (size) => {
      const x = signal(size, size);
      // The definition's own sums are rounded too.
      const tolerance = bound(size) + 2 * epsilon * size;
      expect(relativeError(transformed(x), transformByDefinition(x))).toBeLessThan(tolerance);
      expect(relativeError(transformed(x, true), transformByDefinition(x, true))).toBeLessThan(tolerance);
    },
  );

  test.each([1, 2, 64, 4096])('the inverse undoes the transform at size %i', (size) => {
    const x = signal(3, size);
    expect(relativeError(transformed(transformed(x), true), x)).toBeLessThan(2 * bound(size));
  });

  test.each([256, 8192])('keeps the energy at size %i (Parseval)', (size) => {
    const x = signal(4, size);
    expect(Math.abs(norm(transformed(x)) / norm(x) / Math.sqrt(size) - 1)).toBeLessThan(bound(size));
  });

  test.each([256, 8192])('a shift of the signal turns the spectrum at size %i', (size) => {
    const x = signal(5, size);
    const shift = 37;
    const shifted = {
      re: x.re.map((_, t) => x.re[(t + shift) % size]!),
      im: x.im.map((_, t) => x.im[(t + shift) % size]!),
    };
    const X = transformed(x);
    const angles = X.re.map((_, k) => (2 * Math.PI * ((k * shift) % size)) / size);
    const turned = {
      re: X.re.map((re, k) => re * Math.cos(angles[k]!) - X.im[k]! * Math.sin(angles[k]!)),
      im: X.im.map((im, k) => im * Math.cos(angles[k]!) + X.re[k]! * Math.sin(angles[k]!)),
    };
    expect(relativeError(transformed(shifted), turned)).toBeLessThan(3 * bound(size));
  });

  test('is linear', () => {
    const size = 1024;
    const [x, y] = [signal(6, size), signal(7, size)];
    const combine = (a: Spectrum, b: Spectrum): Spectrum => ({
      re: a.re.map((value, k) => 2 * value - 3 * b.re[k]!),
      im: a.im.map((value, k) => 2 * value - 3 * b.im[k]!),
    });
    expect(relativeError(transformed(combine(x, y)), combine(transformed(x), transformed(y)))).toBeLessThan(
      4 * bound(size),
    );
  });

  test('a pure wave of frequency k is a single line, at any size', () => {
    for (const size of [8, 512, 32768]) {
      const k = size / 4 + 1;
      const angle = (t: number) => (2 * Math.PI * ((k * t) % size)) / size;
      const wave = {
        re: Float64Array.from({ length: size }, (_, t) => Math.cos(angle(t))),
        im: new Float64Array(size),
      };
      wave.im.forEach((_, t) => (wave.im[t] = Math.sin(angle(t))));
      const line = { re: new Float64Array(size), im: new Float64Array(size) };
      line.re[k] = size;
      expect(relativeError(transformed(wave), line)).toBeLessThan(2 * bound(size));
    }
  });

  test('the error of there and back grows as log L, not faster', () => {
    const sizes = [2 ** 4, 2 ** 8, 2 ** 12, 2 ** 16, 2 ** 18];
    const perPass = sizes.map((size) => {
      const x = signal(8, size);
      const back = transformed(transformed(x), true);
      return relativeError(back, x) / (epsilon * Math.log2(size));
    });
    for (const error of perPass) expect(error).toBeLessThan(0.5);
    expect(perPass.at(-1)).toBeLessThanOrEqual(perPass[0]!);
  });

  test('refuses a size that is no power of two, and parts that differ', () => {
    expect(() => fft(new Float64Array(6), new Float64Array(6))).toThrow(
      new RangeError('fft: size expected a power of two, got 6'),
    );
    expect(() => fft(new Float64Array(0), new Float64Array(0))).toThrow(RangeError);
    expect(() => fft(new Float64Array(4), new Float64Array(2))).toThrow(
      'fft: im expected as many elements as re (4), got 2',
    );
  });
});

describe('fftAxes', () => {
  const shape: Axes = [2, 8, 4];

  test('is the definition along each axis', () => {
    const x = signal(9, 64);
    const expected = { re: x.re.slice(), im: x.im.slice() };
    for (const [axis, size] of shape.entries()) {
      const step = shape.slice(axis + 1).reduce((product, length) => product * length, 1);
      for (let start = 0; start < 64; start++) {
        if (Math.floor(start / step) % size !== 0) continue;
        const at = (t: number) => start + t * step;
        const pick = (part: Float64Array) => Float64Array.from({ length: size }, (_, t) => part[at(t)]!);
        const line = transformByDefinition({ re: pick(expected.re), im: pick(expected.im) });
        line.re.forEach((value, t) => (expected.re[at(t)] = value));
        line.im.forEach((value, t) => (expected.im[at(t)] = value));
      }
    }
    const result = { re: x.re.slice(), im: x.im.slice() };
    fftAxes(result.re, result.im, shape);
    expect(relativeError(result, expected)).toBeLessThan(4 * bound(64));
  });

  test('the inverse undoes it', () => {
    const x = signal(10, 64);
    const result = { re: x.re.slice(), im: x.im.slice() };
    fftAxes(result.re, result.im, shape);
    fftAxes(result.re, result.im, shape, true);
    expect(relativeError(result, x)).toBeLessThan(2 * bound(64));
  });

  test('refuses arrays that do not fill the shape', () => {
    expect(() => fftAxes(new Float64Array(8), new Float64Array(4), [1, 2, 4])).toThrow(
      'fftAxes: re and im expected 8 elements for [1,2,4], got 8 and 4',
    );
  });
});
