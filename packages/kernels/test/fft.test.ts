import { beforeEach, describe, expect, test } from '@jest/globals';
import { useKernels } from '../src/engine.ts';
import { nextFftSize } from '../src/fft-plan.ts';
import { fft } from '../src/fft.ts';
import type { FloatArray, Precision } from '../src/memory.ts';
import { testedBuilds } from './builds.ts';
import { norm, relativeError, transformByDefinition, type Spectrum } from './definition.ts';
import { random } from './random.ts';

const arrays = { float32: Float32Array, float64: Float64Array };
const precisions = ['float32', 'float64'] as const;
const unit = { float32: 2 ** -24, float64: 2 ** -53 };

/** η·log₂ n of the derived bound (Higham, theorem 24.2), which holds for every radix of the passes; no error is near it. */
const bound = (n: number, precision: Precision) => 6.7 * unit[precision] * Math.max(1, Math.log2(n));

const signal = (seed: number, n: number, precision: Precision): Spectrum => {
  const { reals } = random(seed);
  return { re: arrays[precision].from(reals(n)), im: arrays[precision].from(reals(n)) };
};

function transformed({ re, im }: Spectrum, inverse = false): Spectrum {
  const result = { re: re.slice(), im: im.slice() };
  fft(result.re, result.im, inverse);
  return result;
}

const smallSizes = Array.from({ length: 128 }, (_, i) => i + 1).filter((n) => nextFftSize(n) === n);
const largeSizes = [135, 256, 1000, 2160, 3125, 4096, 6561, 16384, 20000];

describe('every size up to 128 is the definition with 64 digits', () => {
  test.each(smallSizes)('%i points', (n) => {
    // Numbers of float32, so that one definition serves both precisions.
    const x = signal(n, n, 'float32');
    const forward = transformByDefinition(x);
    const inverse = n <= 48 ? transformByDefinition(x, true) : undefined;
    for (const precision of precisions)
      for (const build of testedBuilds) {
        useKernels(build);
        const given = { re: arrays[precision].from(x.re), im: arrays[precision].from(x.im) };
        const errors = [relativeError(transformed(given), forward)];
        if (inverse) errors.push(relativeError(transformed(given, true), inverse));
        expect({ build, precision, right: Math.max(...errors) <= bound(n, precision), errors }).toMatchObject(
          {
            right: true,
          },
        );
      }
  });
});

describe.each(testedBuilds)('build %s', (build) => {
  beforeEach(() => useKernels(build));

  test('works a transform of four by hand', () => {
    // X[k] = 1 + 2·(−i)^k + 3·(−1)^k + 4·i^k
    const { re, im } = transformed({ re: Float64Array.of(1, 2, 3, 4), im: new Float64Array(4) });
    expect([...re]).toEqual([10, -2, -2, -2]);
    expect(Array.from(im, (value) => value + 0)).toEqual([0, 2, 0, -2]);
  });

  describe.each(precisions)('%s', (precision) => {
    test.each(largeSizes)('the inverse undoes the transform of %i points', (n) => {
      const x = signal(3, n, precision);
      expect(relativeError(transformed(transformed(x), true), x)).toBeLessThan(2 * bound(n, precision));
    });

    test.each(largeSizes)('keeps the energy of %i points (Parseval)', (n) => {
      const x = signal(4, n, precision);
      expect(Math.abs(norm(transformed(x)) / norm(x) / Math.sqrt(n) - 1)).toBeLessThan(bound(n, precision));
    });

    test.each(largeSizes)('a shift of %i points turns the spectrum', (n) => {
      const x = signal(5, n, precision);
      const shift = 37;
      const shifted = {
        re: x.re.map((_, t) => x.re[(t + shift) % n]!),
        im: x.im.map((_, t) => x.im[(t + shift) % n]!),
      };
      const X = transformed(x);
      const turned = { re: new Float64Array(n), im: new Float64Array(n) };
      for (let k = 0; k < n; k++) {
        const angle = (2 * Math.PI * ((k * shift) % n)) / n;
        turned.re[k] = X.re[k]! * Math.cos(angle) - X.im[k]! * Math.sin(angle);
        turned.im[k] = X.im[k]! * Math.cos(angle) + X.re[k]! * Math.sin(angle);
      }
      expect(relativeError(transformed(shifted), turned)).toBeLessThan(3 * bound(n, precision));
    });

    test.each(largeSizes)('is linear on %i points', (n) => {
      const [x, y] = [signal(6, n, precision), signal(7, n, precision)];
      const combine = (a: Spectrum, b: Spectrum): Spectrum => ({
        re: a.re.map((value, k) => 2 * value - 3 * b.re[k]!),
        im: a.im.map((value, k) => 2 * value - 3 * b.im[k]!),
      });
      const [ofSum, sum] = [transformed(combine(x, y)), combine(transformed(x), transformed(y))];
      expect(relativeError(ofSum, sum)).toBeLessThan(4 * bound(n, precision));
    });

    test('the error of there and back grows as log n, not faster', () => {
      const sizes = [2 ** 4, 3 ** 5, 2 ** 8, 5 ** 5, 2 ** 12, 2 ** 16, 2 ** 18];
      const errors = sizes.map((n) => {
        const x = signal(8, n, precision);
        return relativeError(transformed(transformed(x), true), x) / unit[precision];
      });
      const growth = sizes.map((n, i) => ({ n, units: errors[i]!, perLog: errors[i]! / Math.log2(n) }));
      const text = growth.map(({ n, units, perLog }) => `${n}: ${units.toFixed(2)} (${perLog.toFixed(2)})`);
      process.stdout.write(
        `fft, ${build}, ${precision}: error there and back in units of u (divided by log₂ n), ${text.join(', ')}\n`,
      );
      for (const { perLog } of growth) expect(perLog).toBeLessThan(1);
      expect(growth.at(-1)!.perLog).toBeLessThanOrEqual(1.2 * growth[0]!.perLog);
    });
  });
});

describe('refuses', () => {
  const float = (n: number): FloatArray => new Float64Array(n);

  test.each([7, 14, 0, 22])('a size of %i', (n) => {
    expect(() => fft(float(n), float(n))).toThrow(
      new RangeError(`fft: size expected 2^a·3^b·5^c from 1 to 2^30, got ${n}`),
    );
  });

  test('parts that differ', () => {
    expect(() => fft(float(4), float(2))).toThrow('fft: im expected as many elements as re (4), got 2');
    expect(() => fft(float(4), new Float32Array(4))).toThrow(
      'fft: im expected a Float64Array, as re is, got a Float32Array',
    );
  });
});
