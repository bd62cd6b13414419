/**
 * Seeded random numbers: the same seed, the same tensors, on every machine.
 *
 * Source: mulberry32 (Tommy Ettinger), 32 bits of state.
 * @module
 */

/** The numbers of a seed, one per call, each in [−1, 1). */
export function signedRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}
