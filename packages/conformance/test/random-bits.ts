/**
 * Seeded random numbers for tests (mulberry32).
 *
 * @module
 */

/** A generator of 32 random bits. */
export function randomBits(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/** A generator of numbers in [−1, 1). */
export function randomSigned(seed: number): () => number {
  const bits = randomBits(seed);
  return () => bits() / 2 ** 31 - 1;
}
