/**
 * fft.js: plain JavaScript, interleaved, sizes that are powers of two. Its result stays in the array that it makes for it,
 * in which it is faster than in a typed array.
 *
 * @module
 */
import FFT from 'fft.js';
import { interleaved, separated, type Transformer } from './transformer.ts';

/** What the bench uses of fft.js, whose own types say `any`. */
export interface FftJs {
  createComplexArray(): number[];
  transform(out: number[], signal: ArrayLike<number>): void;
  realTransform(out: number[], signal: ArrayLike<number>): void;
  completeSpectrum(spectrum: number[]): void;
  inverseTransform(out: number[], spectrum: ArrayLike<number>): void;
}

const plans = new Map<number, FftJs>();

/** The plan of a size, made once, as whoever uses it again and again does. */
export function fftJsOf(n: number): FftJs {
  let plan = plans.get(n);
  if (!plan) plans.set(n, (plan = new FFT(n)));
  return plan;
}

/** fft.js as a contestant. */
export const fftJs: Transformer = {
  ...{ name: 'fft.js', kind: 'javascript', enter: () => {} },
  prepare(signal) {
    const plan = fftJsOf(signal.re.length);
    const pairs = interleaved(signal);
    const out = plan.createComplexArray();
    const action = () => plan.transform(out, pairs);
    return {
      action,
      spectrum() {
        action();
        return separated(out);
      },
      close: () => {},
    };
  },
};
