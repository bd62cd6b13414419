/**
 * Random bits from a seed, by integer arithmetic only, so that a seed means the same numbers on every machine.
 *
 * Source: mulberry32 (Tommy Ettinger), 32 bits of state.
 * @module
 */

/** A generator of 32 random bits, as an integer from 0 to 2³² − 1. */
export function randomBits(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** One seed from two: the seed of case `index` under `seed`, an integer of 31 bits. */
export function seedOf(seed: number, index: number): number {
  return randomBits(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca77))() >>> 1;
}
