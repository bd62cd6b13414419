/**
 * What a Fourier transform of one size needs beside its data: the roots of unity and the order in which it begins.
 *
 *   ω^k = cos(2πk/L) − i·sin(2πk/L),   k = 0 … L/2 − 1
 *
 * Each root comes from one cosine and one sine of an angle in [0, π/4], never from the root before it: a recurrence would
 * let the error grow with L.
 *
 * @module
 */

/** The tables of one size. */
export interface Plan {
  /** L, a power of two. */
  readonly size: number;
  /** The real parts of ω^k, k = 0 … L/2 − 1. */
  readonly cos: Float64Array;
  /** The imaginary parts of ω^k (of the forward transform: minus the sine). */
  readonly sin: Float64Array;
  /** The index with its log₂ L bits in reverse order. */
  readonly reversed: Uint32Array;
}

/** How many points the kept plans have together; at 12 bytes a point, 12 MiB. */
const mostKeptPoints = 2 ** 20;
const plans = new Map<number, Plan>();

/**
 * The plan of a size. The plans used last are kept, up to 2²⁰ points in all; a larger one is made anew every time.
 *
 * @throws RangeError for a size that is not a power of two.
 */
export function planOf(size: number): Plan {
  const plan = plans.get(size) ?? makePlan(size);
  plans.delete(size);
  if (size > mostKeptPoints) return plan;
  plans.set(size, plan); // the last one used stands last
  for (let points = keptPlanPoints(); points > mostKeptPoints; points = keptPlanPoints())
    plans.delete(plans.keys().next().value!);
  return plan;
}

/** How many points the kept plans have together. */
export function keptPlanPoints(): number {
  return [...plans.keys()].reduce((points, size) => points + size, 0);
}

/**
 * The smallest size, at least n, that `fft` can transform: a power of two.
 *
 * @throws RangeError for an n that is not an integer from 0 to 2³⁰.
 */
export function nextFftSize(n: number): number {
  if (!Number.isSafeInteger(n) || n < 0 || n > 2 ** 30)
    throw new RangeError(`nextFftSize: n expected an integer from 0 to 2^30, got ${n}`);
  let size = 1;
  while (size < n) size *= 2;
  return size;
}

function makePlan(size: number): Plan {
  if (nextFftSize(size) !== size) throw new RangeError(`fft: size expected a power of two, got ${size}`);
  const plan: Plan = {
    size,
    cos: new Float64Array(size >> 1),
    sin: new Float64Array(size >> 1),
    reversed: reversedBits(size),
  };
  for (let k = 0; k < size >> 1; k++) {
    const [cos, sin] = unitRoot(k, size);
    plan.cos[k] = cos;
    plan.sin[k] = -sin;
  }
  return plan;
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

function reversedBits(size: number): Uint32Array {
  const reversed = new Uint32Array(size);
  for (let index = 1; index < size; index++)
    reversed[index] = (reversed[index >> 1]! >> 1) | (index & 1 ? size >> 1 : 0);
  return reversed;
}
