/**
 * The purposes that numbers are drawn for. Each finds mistakes that the others hide:
 *
 *   integers    small, so that every sum is exact and is compared without a tolerance
 *   floats      all digits in use: what is rounded too early shows
 *   primes      all different, so that a wrong product can be factored back to the two elements that met
 *   exponents   from 2⁻²⁰ on over many powers of two: what small terms come to beside large ones
 *   ties        few different values, so that maxima tie and kinks are hit exactly
 *   denormals   so small that the product of two underflows
 *   tracers     one element of each tensor is not 0: where it arrives is where it was sent
 *
 * @module
 */
import type { FloatDtype, OperatorName } from '@gradspec/spec';
import { halfwayDown, isSteep, largestExponent, leastExponent } from './number-sizes.ts';
import { prime } from './primes.ts';

/** What a kind draws with. */
export interface Source {
  /** An integer from 0 to count − 1. */
  below(count: number): number;
  /** An integer from `least` to `most`. */
  integer(least: number, most: number): number;
  /** A number from −1 to 1. */
  signed(): number;
}

/** Whom the numbers are for. */
export interface Purpose {
  /** Small numbers lie between −reach and reach. */
  readonly reach: number;
  readonly operator: OperatorName;
  readonly dtype: FloatDtype;
}

/** Draws the elements of one tensor after the other. */
type Drawing = (count: number) => number[];
type Kind = (source: Source, purpose: Purpose) => Drawing;

const list = (count: number, one: () => number): number[] => Array.from({ length: count }, one);
/** ±(1 + a fraction) · 2^exponent */
function ofExponent(source: Source, exponent: number): number {
  const fraction = source.signed();
  return (fraction < 0 ? fraction - 1 : fraction + 1) * 2 ** exponent;
}

const integers: Kind = (source, { reach }) => {
  return (count) => list(count, () => source.integer(-reach, reach));
};

const floats: Kind = (source, { reach }) => {
  return (count) => list(count, () => source.signed() * reach);
};

/** Where large numbers mean nothing they are divided by a power of two, one for each tensor. */
const primes: Kind = (source, { reach, operator }) => {
  let used = 0;
  return (count) => {
    const own = list(count, () => prime(used++));
    const unit = isSteep(operator) ? 2 ** -Math.ceil(Math.log2(Math.max(1, ...own) / reach)) : 1;
    for (let last = count - 1; last > 0; last--) {
      const other = source.below(last + 1);
      [own[last], own[other]] = [own[other]!, own[last]!];
    }
    return own.map((value) => (source.below(2) === 0 ? -value : value) * unit);
  };
};

const exponents: Kind = (source, { operator }) => {
  const most = largestExponent(operator);
  return (count) => list(count, () => ofExponent(source, source.integer(leastExponent, most)));
};

const ties: Kind = (source, { reach }) => {
  return (count) => list(count, () => [reach, reach, 0, -reach][source.below(4)]!);
};

const denormals: Kind = (source, { reach, operator, dtype }) => {
  const most = halfwayDown[dtype];
  if (operator !== 'reciprocal')
    return (count) => list(count, () => ofExponent(source, most - source.below(11)));
  // Its derivative is −1/x²: x is large, and dy is not.
  let isInput = true;
  return (count) => {
    const large = isInput;
    isInput = false;
    return list(count, () =>
      large ? ofExponent(source, -most - source.below(6)) : source.integer(-reach, reach),
    );
  };
};

const tracers: Kind = (source, { reach }) => {
  return (count) => {
    const data = new Array<number>(count).fill(0);
    // Not 1, which is the same as its powers.
    if (count > 0)
      data[source.below(count)] = (source.below(2) === 0 ? -1 : 1) * source.integer(2, reach + 1);
    return data;
  };
};

/** All kinds, the one that shrinking ends at first. */
export const fillKinds = {
  integers,
  floats,
  primes,
  exponents,
  ties,
  denormals,
  tracers,
} as const satisfies Record<string, Kind>;
/** The name of a kind. */
export type FillKind = keyof typeof fillKinds;

/** How often each is drawn, of 24: an input of many zeros, or of numbers that vanish, proves little by itself. */
export const fillWeights: Readonly<Record<FillKind, number>> = {
  integers: 8,
  floats: 7,
  primes: 2,
  exponents: 2,
  ties: 2,
  denormals: 2,
  tracers: 1,
};

/** A kind in words. */
export function fillText(kind: FillKind, reach: number): string {
  switch (kind) {
    case 'integers':
      return `integers from −${reach} to ${reach}`;
    case 'floats':
      return `floats from −${reach} to ${reach}`;
    case 'primes':
      return 'different primes with signs, in some tensors in units of a power of two';
    case 'exponents':
      return 'floats of many exponents, from 2^−20 on';
    case 'ties':
      return `−${reach}, 0 and ${reach}, so that there are ties`;
    case 'denormals':
      return 'numbers whose products underflow';
    case 'tracers':
      return 'one number other than 0 in each tensor';
  }
}
