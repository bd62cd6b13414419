/**
 * Float64 arithmetic, for what exact numbers cannot hold (NaN and infinities) and for the numbers `explain` prints.
 *
 * @module
 */
import { choices, type Field } from './field.ts';
import type { Transcendental } from './tape.ts';

const functions: Record<Transcendental, (a: number) => number> = {
  exp: Math.exp,
  log: Math.log,
  tanh: Math.tanh,
  sigmoid: (a) => 1 / (1 + Math.exp(-a)),
};

/** JavaScript's numbers. */
export const floats: Field<number> = {
  of: (value) => value,
  constant: (value) => value,
  sum: (terms) => terms.reduce((sum, term) => sum + term),
  product: (a, b) => a * b,
  quotient: (a, b) => a / b,
  negate: (a) => -a,
  apply: (name, a) => functions[name](a),
  derivative(name, a, value) {
    if (name === 'exp') return value;
    if (name === 'log') return 1 / a;
    return name === 'tanh' ? 1 - value * value : value * (1 - value);
  },
  ...choices<number>({
    beats: (b, a) => b > a || (Number.isNaN(b) && !Number.isNaN(a)),
    atMostZero: (a) => a <= 0,
  }),
};
