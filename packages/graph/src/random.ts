/**
 * Random numbers from a seed, the same on every machine and in every version of Node: the bits are made by 32-bit integers,
 * and what is made of them needs comparisons, +, −, × and ÷ only. `Math.log` and `Math.cos` may differ in their last bit
 * between engines, so the usual ways to normal numbers (Box–Muller, polar) are not taken.
 *
 *   bits     xoshiro128**, period 2¹²⁸ − 1
 *   uniform  (27 bits · 2²⁶ + 26 bits) / 2⁵³
 *   normal   k with probability ∝ e^(−k²/2), x uniform, kept with probability e^(−x(2k + x)/2); then ±(k + x)
 *
 * An event of probability e^(−t) with 0 ≤ t ≤ 1 needs no exponential: draw uniform numbers as long as they fall,
 * t > u₁ > u₂ > … > uₙ; n is even with probability 1 − t + t²/2! − t³/3! + … = e^(−t).
 *
 * Source: Blackman & Vigna 2018 (xoshiro); MurmurHash3 (the mixer that makes its state of a seed); von Neumann 1951
 * (e^(−t)); Karney 2016, "Sampling exactly from the normal distribution", algorithm N.
 * @module
 */
import { checkNumber } from './check-number.ts';

const { imul } = Math; // the 32-bit product

/** A stream of random numbers; every call goes on to the next, and needs no receiver. */
export interface Random {
  /** A number in [0, 1), a multiple of 2⁻⁵³, all equally likely. */
  readonly uniform: () => number;
  /** A number of the normal distribution with mean 0 and deviation 1. */
  readonly normal: () => number;
  /**
   * An integer from 0 to `below` − 1, all exactly equally likely.
   *
   * @throws RangeError when `below` is not an integer from 1 to 2⁵³ − 1.
   */
  readonly integer: (below: number) => number;
}

/**
 * The stream of a seed.
 *
 * @param seed - An integer from 0 to 2⁵³ − 1.
 * @throws RangeError for any other seed.
 */
export function seededRandom(seed: number): Random {
  return namedRandom(seed, '');
}

/**
 * The stream of a seed and a name; other names have streams that have nothing to do with it.
 *
 * @throws RangeError as `seededRandom`.
 */
export function namedRandom(seed: number, name: string): Random {
  checkNumber('seed', seed, Number.isSafeInteger(seed) && seed >= 0, 'an integer from 0 to 2⁵³ − 1');
  const bits = xoshiro128(stateOf([seed % 2 ** 32, Math.floor(seed / 2 ** 32), ...codeUnits(name)]));
  const bits53 = () => (bits() >>> 5) * 2 ** 26 + (bits() >>> 6);
  const uniform = () => bits53() / 2 ** 53;
  return { uniform, normal: () => normal(uniform), integer: (below) => integer(below, bits53) };
}

const codeUnits = (name: string): readonly number[] =>
  Array.from({ length: name.length }, (_, i) => name.charCodeAt(i));

/** The digits of π, so that nothing is up our sleeve. Different here, different after the same words: never all zero. */
const lanes = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344] as const;

type State = readonly [number, number, number, number];

function stateOf(words: readonly number[]): State {
  const [a, b, c, d] = lanes;
  const absorbed = (lane: number) => words.reduce((state, word) => mix(state ^ word), lane);
  return [absorbed(a), absorbed(b), absorbed(c), absorbed(d)];
}

/** MurmurHash3's finalizer: a permutation of the 32-bit words in which every bit depends on every bit. */
function mix(word: number): number {
  let h = word;
  h = imul(h ^ (h >>> 16), 0x85ebca6b);
  h = imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** 32 bits per call, as an integer from 0 to 2³² − 1. */
function xoshiro128([a, b, c, d]: State): () => number {
  return () => {
    const result = imul(rotate(imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
}

/** Draws again past the last whole multiple of `below`, so that no remainder is more likely than another. */
function integer(below: number, bits53: () => number): number {
  const isCount = Number.isSafeInteger(below) && below >= 1;
  checkNumber('integer: below', below, isCount, 'an integer from 1 to 2⁵³ − 1');
  const limit = 2 ** 53 - (2 ** 53 % below);
  let drawn = bits53();
  while (drawn >= limit) drawn = bits53();
  return drawn % below;
}

function normal(uniform: () => number): number {
  for (;;) {
    let k = 0;
    while (happens(1 / 2, uniform)) k++;
    if (!happens((k * (k - 1)) / 2, uniform)) continue; // with e^(−k/2) from above: e^(−k²/2)
    const x = uniform();
    if (happens((x * (2 * k + x)) / 2, uniform)) return uniform() < 1 / 2 ? -(k + x) : k + x;
  }
}

/** True with probability e^(−t), t ≥ 0: once for every whole 1 in t and once for the rest. */
function happens(t: number, uniform: () => number): boolean {
  let rest = t;
  for (; rest > 1; rest--) if (!fallsEvenly(1, uniform)) return false;
  return fallsEvenly(rest, uniform);
}

function fallsEvenly(t: number, uniform: () => number): boolean {
  let even = true;
  let last = t;
  for (let u = uniform(); u < last; u = uniform()) {
    even = !even;
    last = u;
  }
  return even;
}
