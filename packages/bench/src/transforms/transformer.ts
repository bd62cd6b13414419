/**
 * Who transforms: our fft and those of other libraries, behind one interface.
 *
 * @module
 */

/** Complex numbers in two arrays. */
export interface Complex {
  readonly re: Float32Array;
  readonly im: Float32Array;
}

/** A library that is ready for one signal. */
export interface PreparedTransform {
  /** One transform, to be timed: from arrays of JavaScript, into arrays of JavaScript. */
  readonly action: () => void;
  /** The transform of the signal. */
  spectrum(): Complex;
  close(): void;
}

/** One line per size. */
export interface Transformer {
  readonly name: string;
  readonly kind: 'ours' | 'javascript';
  /** Makes the process what this one needs, untimed, before each of its turns. */
  readonly enter: () => void;
  readonly prepare: (signal: Complex) => PreparedTransform;
}

/** Real and imaginary parts in turns, as the other libraries have them. */
export function interleaved({ re, im }: Complex): Float32Array {
  const pairs = new Float32Array(2 * re.length);
  for (let k = 0; k < re.length; k++) {
    pairs[2 * k] = re[k]!;
    pairs[2 * k + 1] = im[k]!;
  }
  return pairs;
}

/** The two parts of interleaved numbers. */
export function separated(pairs: ArrayLike<number>): Complex {
  const n = pairs.length / 2;
  return {
    re: Float32Array.from({ length: n }, (_, k) => pairs[2 * k]!),
    im: Float32Array.from({ length: n }, (_, k) => pairs[2 * k + 1]!),
  };
}
