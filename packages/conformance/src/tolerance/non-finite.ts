/**
 * The running errors of `direct.ts`, continued to NaN and infinities.
 *
 * What an infinity or a NaN comes to does not depend on rounding or on the order of a sum, so it is known exactly as long
 * as the numbers it meets are: 0 · ∞ is NaN, but a number that may be 0 or not leaves the product open. A value is open
 * when its error is Infinity; an open value is not judged.
 *
 * @module
 */
import type { FloatDtype } from '@gradspec/spec';
import { floats } from '../oracle/float-field.ts';
import type { Field } from '../oracle/field.ts';
import { runningErrors, type Bounded } from './direct.ts';

const settled = (value: number): Bounded => ({ value, error: 0, grain: -Infinity });
const open = (value: number): Bounded => ({ value, error: Infinity });
const isOpen = ({ error }: Bounded): boolean => !(error < Infinity);
const isFinite = ({ value }: Bounded): boolean => Number.isFinite(value);
/** Whether its sign is certain, or that it is 0. */
const isCertain = ({ value, error }: Bounded): boolean => error === 0 || Math.abs(value) > error;
/** An overflow depends on the order of a sum and on the dtype. */
const judged = (bounded: Bounded): Bounded =>
  Number.isFinite(bounded.value) && !isOpen(bounded) ? bounded : open(bounded.value);

/** The numbers that know the bound of their own rounding errors, for calls that have NaN and infinities in them. */
export function nonFiniteErrors(dtype: FloatDtype): Field<Bounded> {
  const field = runningErrors(dtype);

  /** The result of an operation on numbers of which at least one is not finite. */
  const met = (value: number, operands: readonly Bounded[]): Bounded => {
    if (operands.some(isOpen)) return open(value);
    const known = operands.some((one) => Number.isNaN(one.value)) || operands.every(isCertain);
    return known ? settled(value) : open(value);
  };

  const sum = (terms: readonly Bounded[]): Bounded => {
    if (terms.every(isFinite)) return judged(field.sum(terms));
    const value = floats.sum(terms.map((term) => term.value));
    return terms.some(isOpen) ? open(value) : settled(value);
  };
  const product = (a: Bounded, b: Bounded): Bounded =>
    isFinite(a) && isFinite(b) ? judged(field.product(a, b)) : met(a.value * b.value, [a, b]);
  const quotient = (a: Bounded, b: Bounded): Bounded => {
    const value = a.value / b.value;
    if (isFinite(a) && isFinite(b) && (b.value !== 0 || b.error > 0)) return judged(field.quotient(a, b));
    return value === 0 && !isOpen(a) ? field.of(0) : met(value, [a, b]);
  };

  return {
    ...field,
    sum,
    product,
    quotient,
    apply(name, a) {
      if (isFinite(a)) return judged(field.apply(name, a));
      const result = field.apply(name, a);
      if (isOpen(a)) return open(result.value);
      return Number.isFinite(result.value) ? result : settled(result.value);
    },
    derivative(name, a, value) {
      if (isFinite(a) && isFinite(value)) return judged(field.derivative(name, a, value));
      if (name === 'exp') return value;
      if (name === 'log') return quotient(field.of(1), a);
      const one = field.of(1);
      return name === 'tanh'
        ? sum([one, field.negate(product(value, value))])
        : product(value, sum([one, field.negate(value)]));
    },
    where(test, then, otherwise) {
      if (!isOpen(test)) return field.where(test, then, otherwise);
      const doubtful = { value: 1, error: 1 };
      return { value: open(test.value <= 0 ? then.value : otherwise.value), weights: [doubtful, doubtful] };
    },
  };
}
