import { nonFiniteErrors } from '../../src/tolerance/index.ts';
import { describe, expect, test } from '@jest/globals';
import { runningErrors } from '../../src/tolerance/index.ts';

const field = nonFiniteErrors('float32');
const of = (value: number) => field.of(value);
/** A number that may be 0 or not. */
const doubtful = { value: 1e-9, error: 1e-8 };

describe('what does not depend on rounding is known exactly', () => {
  test.each([
    ['∞ + 1', field.sum([of(Infinity), of(1), of(0.1)]), Infinity],
    ['∞ − ∞', field.sum([of(Infinity), of(-Infinity)]), NaN],
    ['0 · ∞', field.product(of(0), of(Infinity)), NaN],
    ['−3 · ∞', field.product(of(-3), of(Infinity)), -Infinity],
    ['1 / 0', field.quotient(of(1), of(0)), Infinity],
    ['5 / ∞', field.quotient(of(5), of(Infinity)), 0],
    ['e^−∞', field.apply('exp', of(-Infinity)), 0],
    ['e^∞', field.apply('exp', of(Infinity)), Infinity],
    ['NaN · doubtful', field.product(of(NaN), doubtful), NaN],
    ['max(NaN, 1)', field.max([of(NaN), of(1)]).value, NaN],
    ["tanh'(∞)", field.derivative('tanh', of(Infinity), of(1)), 0],
  ])('%s', (_, { value, error }, expected) => {
    expect(value).toBe(expected);
    expect(error).toBeLessThan(1e-30);
  });
});

describe('what rounding decides is left open', () => {
  test.each([
    ['a number that may be 0, times ∞', field.product(doubtful, of(Infinity))],
    ['an open number and 1', field.sum([field.product(doubtful, of(Infinity)), of(1)])],
    ['the exponential of an open number', field.apply('exp', field.product(doubtful, of(Infinity)))],
    ['an overflow', field.sum([of(1e308), of(1e308), of(0.1)])],
    ['the choice by an open number', field.where(field.product(doubtful, of(Infinity)), of(1), of(2)).value],
  ])('%s', (_, { error }) => {
    expect(error).toBe(Infinity);
  });
});

test('finite numbers keep the bounds that the tolerance gives them', () => {
  const plain = runningErrors('float32');
  const [a, b] = [plain.of(0.1), plain.of(-7.3)];
  expect(field.sum([a, b, a])).toEqual(plain.sum([a, b, a]));
  expect(field.product(a, b)).toEqual(plain.product(a, b));
  expect(field.quotient(a, b)).toEqual(plain.quotient(a, b));
  expect(field.apply('sigmoid', b)).toEqual(plain.apply('sigmoid', b));
});
