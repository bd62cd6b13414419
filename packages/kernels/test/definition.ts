/**
 * The discrete Fourier transform by its definition, with 64 decimal digits, to measure the fast one against.
 *
 *   X[k] = Σ_t x[t] · e^(∓2πi·kt/n), divided by n for the inverse
 *
 * @module
 */
import { all, create, type BigNumber } from 'mathjs';
import type { FloatArray } from '../src/memory.ts';

const math = create(all!, { number: 'BigNumber', precision: 64 });
const big = (value: number): BigNumber => math.bignumber(value);
const multiply = (a: BigNumber, b: BigNumber): BigNumber => math.multiply(a, b) as BigNumber;

/** Complex numbers: real and imaginary parts, of the same length. */
export interface Spectrum {
  readonly re: FloatArray;
  readonly im: FloatArray;
}

/** cos and sin of 2πk/n, k = 0 … n − 1. */
function turns(n: number): { readonly cos: BigNumber; readonly sin: BigNumber }[] {
  const turn = math.divide(math.multiply(big(2), math.pi as unknown as BigNumber), big(n)) as BigNumber;
  return Array.from({ length: n }, (_, k) => {
    const angle = multiply(turn, big(k));
    return { cos: math.cos(angle), sin: math.sin(angle) };
  });
}

/** The transform of x, each number rounded to float64 at the end. */
export function transformByDefinition({ re, im }: Spectrum, inverse = false): Spectrum {
  const n = re.length;
  const roots = turns(n);
  const [real, imaginary] = [re, im].map((part) => Array.from(part, big)) as [BigNumber[], BigNumber[]];
  const result = { re: new Float64Array(n), im: new Float64Array(n) };
  const scale = inverse ? big(n) : big(1);
  for (let k = 0; k < n; k++) {
    let [sum, sumI] = [big(0), big(0)];
    for (let t = 0; t < n; t++) {
      const { cos, sin: up } = roots[(k * t) % n]!;
      const sin = inverse ? up : up.neg();
      sum = sum.plus(multiply(real[t]!, cos)).minus(multiply(imaginary[t]!, sin));
      sumI = sumI.plus(multiply(real[t]!, sin)).plus(multiply(imaginary[t]!, cos));
    }
    result.re[k] = sum.dividedBy(scale).toNumber();
    result.im[k] = sumI.dividedBy(scale).toNumber();
  }
  return result;
}

/** ‖a − b‖ / ‖b‖ in the Euclidean norm. */
export function relativeError(a: Spectrum, b: Spectrum): number {
  const difference = {
    re: Float64Array.from(a.re, (value, k) => value - b.re[k]!),
    im: Float64Array.from(a.im, (value, k) => value - b.im[k]!),
  };
  return norm(difference) / norm(b);
}

/** The Euclidean norm. */
export function norm({ re, im }: Spectrum): number {
  let sum = 0;
  for (const part of [re, im]) for (const value of part) sum += value * value;
  return Math.sqrt(sum);
}
