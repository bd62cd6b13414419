/**
 * What a Fourier transform of one size needs beside its data: the radices of its passes and the factors between them.
 *
 *   ω^k = cos(2πk/n) − i·sin(2πk/n)
 *
 * Each factor comes from one cosine and one sine of an angle in [0, π/4], never from the factor before it: a recurrence would
 * let the error grow with n.
 *
 * @module
 */
import type { FloatArray, Precision } from './memory.ts';

/** The largest size. */
const largest = 2 ** 30;

/** The radices of n = 2ᵃ3ᵇ5ᶜ in the order of the passes; undefined for an n of another form. */
export function radicesOf(n: number): number[] | undefined {
  if (!Number.isSafeInteger(n) || n < 1 || n > largest) return undefined;
  const radices: number[] = [];
  let rest = n;
  for (const radix of [5, 3]) for (; rest % radix === 0; rest /= radix) radices.push(radix);
  let twos = 0;
  for (; rest % 2 === 0; rest /= 2) twos++;
  if (rest > 1) return undefined;
  if (twos % 2 === 1) radices.push(2);
  for (let i = 1; i < twos; i += 2) radices.push(4);
  return radices;
}

/**
 * The smallest size, at least n, that can be transformed: 2ᵃ3ᵇ5ᶜ.
 *
 * @throws RangeError for an n that is not an integer from 0 to 2³⁰.
 */
export function nextFftSize(n: number): number {
  if (!Number.isSafeInteger(n) || n < 0 || n > largest)
    throw new RangeError(`nextFftSize: n expected an integer from 0 to 2^30, got ${n}`);
  let best = 1;
  while (best < n) best *= 2;
  for (let fives = 1; fives < best; fives *= 5)
    for (let odd = fives; odd < best; odd *= 3) {
      let size = odd;
      while (size < n) size *= 2;
      if (size < best) best = size;
    }
  return best;
}

const arrayOf = { float32: Float32Array, float64: Float64Array };

/**
 * The factors of the passes, one after the other: a pass of radix r that makes transforms of m·r numbers into r of m has
 * ω^(p·j) for p = 0 … m − 1 and j = 1 … r − 1, ω of m·r, as pairs of real and imaginary part.
 */
export function passFactors(n: number, radices: readonly number[], precision: Precision): FloatArray {
  const numbers: number[] = [];
  let length = n;
  for (const r of radices) {
    const m = length / r;
    for (let p = 0; p < m; p++)
      for (let j = 1; j < r; j++) numbers.push(...forwardRoot((p * j) % length, length));
    length = m;
  }
  return arrayOf[precision].from(numbers);
}

/**
 * The factors that join the lanes of a signal of n numbers: for every `lanes` numbers k, ω^(l·k) for l = 1 … lanes − 1, each
 * as a vector of real parts and one of imaginary parts.
 */
export function joinFactors(n: number, lanes: number, precision: Precision): FloatArray {
  const m = n / lanes;
  const blocks = Math.ceil(m / lanes);
  const numbers = new arrayOf[precision](blocks * (lanes - 1) * 2 * lanes);
  let at = 0;
  for (let block = 0; block < blocks; block++)
    for (let l = 1; l < lanes; l++) {
      for (let i = 0; i < lanes; i++) {
        const [re, im] = forwardRoot((l * (block * lanes + i)) % n, n);
        numbers[at + i] = re;
        numbers[at + lanes + i] = im;
      }
      at += 2 * lanes;
    }
  return numbers;
}

function forwardRoot(k: number, n: number): [re: number, im: number] {
  const [cos, sin] = unitRoot(k, n);
  return [cos, -sin];
}

/**
 * Cosine and sine of the angle 2πk/L for 0 ≤ k < L. The eighth of the turn the angle lies in, and its distance to that
 * eighth's even border, are integers (in units of 2π/8L), so the reduction is exact; what is left lies in [0, π/4].
 */
export function unitRoot(k: number, L: number): [cos: number, sin: number] {
  const octant = Math.floor((8 * k) / L);
  const beyond = 8 * k - octant * L;
  const angle = ((octant % 2 === 0 ? beyond : L - beyond) / L) * (Math.PI / 4);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [u, v] = octant % 4 === 1 || octant % 4 === 2 ? [sin, cos] : [cos, sin];
  return [octant >= 2 && octant < 6 ? -u : u, octant >= 4 ? -v : v];
}
