/**
 * Seeded random numbers: the same seed, the same test.
 *
 * Source: mulberry32 (Tommy Ettinger), 32 bits of state.
 * @module
 */

/** Draws numbers; every draw moves the state on. */
export interface Random {
  /** An integer from `least` to `most`, both included. */
  readonly integer: (least: number, most: number) => number;
  /** `count` numbers in [−1, 1). */
  readonly reals: (count: number) => Float64Array;
  /** `count` integers from −9 to 9: sums of their products are exact. */
  readonly integers: (count: number) => Float64Array;
}

/** The generator of a seed. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (least: number, most: number) => least + Math.floor(unit() * (most - least + 1));
  return {
    integer,
    reals: (count) => Float64Array.from({ length: count }, () => 2 * unit() - 1),
    integers: (count) => Float64Array.from({ length: count }, () => integer(-9, 9)),
  };
}
