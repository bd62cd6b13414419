import { describe, expect, test } from '@jest/globals';
import { derivatives, functions } from '../../src/oracle/double-double-functions.ts';
import { fromFloat, type DoubleDouble } from '../../src/oracle/double-double.ts';
import { bigNumbers } from '../../src/oracle/exact-field.ts';
import type { Transcendental } from '../../src/oracle/tape.ts';
import { randomBits } from '../random-bits.ts';
import { extended, randomNear1 } from './double-doubles.ts';

type BigNumber = ReturnType<typeof bigNumbers.of>;

const big = ({ hi, lo }: DoubleDouble): BigNumber => bigNumbers.sum([bigNumbers.of(hi), bigNumbers.of(lo)]);
/** 4η, η being the smallest positive number. */
const forgiven = bigNumbers.of(4 * 2 ** -1074);

/** The error of a result, as a multiple of 2⁻¹⁰⁰ of the exact one. */
function errorOf(got: DoubleDouble, exact: BigNumber): number {
  const beyond = big(got).minus(exact).abs().minus(forgiven);
  return beyond.lte(0) ? 0 : Number(beyond.div(exact.abs()).toString()) * 2 ** 100;
}

/** 200 numbers of 106 bits, of either sign: some around 1, some tiny, some up to `most`. */
function someNumbers(seed: number, most: number): DoubleDouble[] {
  const bits = randomBits(seed);
  const kinds = [randomNear1(seed, 8), randomNear1(seed + 1, 1000)];
  const evenly = () => (bits() / 2 ** 31 - 1) * most;
  return Array.from({ length: 200 }, (_, i) => {
    const value = [kinds[0]!, () => kinds[1]!() * 2 ** -20, evenly][i % 3]!();
    return extended(Math.abs(value) > most ? value / 2 ** 1001 : value, bits);
  });
}

/** The largest error of a function over these arguments, which an argument names. */
function worst(
  of: (a: DoubleDouble) => DoubleDouble,
  exact: (a: BigNumber) => BigNumber,
  over: readonly DoubleDouble[],
): { readonly error: number; readonly at: string } {
  let largest = { error: 0, at: '' };
  for (const a of over) {
    const error = errorOf(of(a), exact(big(a)));
    if (!(error <= largest.error)) largest = { error, at: `${a.hi} + ${a.lo}` };
  }
  return largest;
}

const reaches: readonly [Transcendental, number][] = [
  ['exp', 709],
  ['tanh', 400],
  ['sigmoid', 740],
];

describe('to 100 bits', () => {
  test.each(reaches)('%s, of numbers up to %d in size', (name, most) => {
    const { error, at } = worst(functions[name], (a) => bigNumbers.apply(name, a), someNumbers(11, most));
    expect({ at, good: error <= 1 }).toEqual({ at, good: true });
  });

  test.each(reaches)('the derivative of %s', (name, most) => {
    const { error, at } = worst(
      (a) => derivatives[name](a, functions[name](a)),
      (a) => bigNumbers.derivative(name, a, bigNumbers.apply(name, a)),
      someNumbers(12, most),
    );
    expect({ at, good: error <= 1 }).toEqual({ at, good: true });
  });

  test('log, over all exponents and close to 1', () => {
    const [next, bits] = [randomNear1(13, 1020), randomBits(14)];
    const over = Array.from({ length: 200 }, (_, i) => {
      const value = Math.abs(next());
      // Over all exponents; beside 1; and where the series takes longest, beside √½ and √2.
      const kinds = [
        value,
        1 + (i % 2 === 0 ? 1 : -1) / (2 + value),
        Math.SQRT2 ** (i % 2 === 0 ? 0.99 : -0.99),
      ];
      return extended(kinds[i % 3]!, bits);
    });
    over.push(fromFloat(2 ** -1074), fromFloat(Number.MAX_VALUE), fromFloat(1 - 2 ** -53));
    const { error, at } = worst(functions.log, (a) => bigNumbers.apply('log', a), over);
    expect({ at, good: error <= 1 }).toEqual({ at, good: true });
    expect(functions.log(fromFloat(1))).toEqual({ hi: 0, lo: 0 });
  });
});

test('tanh of a small number keeps all its digits: a − a³/3', () => {
  const a = 3 * 2 ** -30;
  const { hi, lo } = functions.tanh(fromFloat(a));
  expect(hi).toBe(a);
  expect(lo / (-(a ** 3) / 3)).toBeCloseTo(1, 12);
  expect(functions.tanh(fromFloat(-5e-324))).toMatchObject({ hi: -5e-324 });
  const slope = derivatives.tanh(fromFloat(30), fromFloat(1)).hi;
  expect(slope / (4 * Math.exp(-60))).toBeCloseTo(1, 14);
});

test.each<[Transcendental, number, number]>([
  ['exp', 710, Infinity],
  ['exp', -746, 0],
  ['exp', -Infinity, 0],
  ['exp', Infinity, Infinity],
  ['log', 0, -Infinity],
  ['log', -1, NaN],
  ['log', Infinity, Infinity],
  ['tanh', -Infinity, -1],
  ['tanh', NaN, NaN],
  ['sigmoid', -Infinity, 0],
  ['sigmoid', Infinity, 1],
  ['sigmoid', NaN, NaN],
])('%s(%d) is %d', (name, a, expected) => {
  expect(functions[name](fromFloat(a)).hi).toEqual(expected);
});
