/**
 * The numbers hi + lo as a field: the oracle of generated cases. Some 100 bits, thousands of times as fast as fractions
 * and 80-digit numbers, by which it is verified; where NaN and infinities come up, what float64 makes of them.
 *
 * @module
 */
import { add, divide, fromFloat, isLess, multiply, negate, type DoubleDouble } from './double-double.ts';
import { derivatives, functions } from './double-double-functions.ts';
import { choices, type Field } from './field.ts';

const zero = fromFloat(0);

/** Double-double arithmetic; `nearest` is the float64 nearest to a number. */
export const doubleDoubles: Field<DoubleDouble> & { nearest(value: DoubleDouble): number } = {
  of: fromFloat,
  constant: fromFloat,
  sum: (terms) => terms.reduce(add),
  product: multiply,
  quotient: divide,
  negate,
  apply: (name, a) => functions[name](a),
  derivative: (name, a, value) => derivatives[name](a, value),
  ...choices<DoubleDouble>({
    beats: (b, a) => isLess(a, b) || (Number.isNaN(b.hi) && !Number.isNaN(a.hi)),
    atMostZero: (a) => !isLess(zero, a) && !Number.isNaN(a.hi),
  }),
  nearest: ({ hi }) => hi,
};
