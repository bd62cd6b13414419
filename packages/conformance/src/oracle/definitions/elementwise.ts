/**
 * The gates and the elementwise functions by their definitions.
 *
 * @module
 */
import type { Operators } from '@gradspec/spec';
import type { Expression, Tape } from '../tape.ts';
import { each, type Definition } from './definition.ts';

type UnaryName =
  'scale' | 'addConstant' | 'reciprocal' | 'exp' | 'sigmoid' | 'tanh' | 'relu' | 'leakyRelu' | 'elu';
type GateName = 'add' | 'multiply' | 'maximum';

const unary =
  <Op extends UnaryName>(
    f: (tape: Tape, x: Expression, attributes: Operators[Op]['attributes']) => Expression,
  ): Definition<Op> =>
  (tape, { x }, { attributes }) =>
    ({ y: each(x!.shape, (...index) => f(tape, x!.at(...index), attributes)) }) as ReturnType<Definition<Op>>;

const gate =
  <Op extends GateName>(f: (tape: Tape, a: Expression, b: Expression) => Expression): Definition<Op> =>
  (tape, { a, b }) =>
    ({ y: each(a!.shape, (...index) => f(tape, a!.at(...index), b!.at(...index))) }) as ReturnType<
      Definition<Op>
    >;

/** The definitions of the gates. */
export const gates: { readonly [Op in GateName]: Definition<Op> } = {
  add: gate((tape, a, b) => tape.sum([a, b])),
  multiply: gate((tape, a, b) => tape.product(a, b)),
  maximum: gate((tape, a, b) => tape.max([a, b])),
};

/** The definitions of the elementwise functions. */
export const unaries: { readonly [Op in UnaryName]: Definition<Op> } = {
  scale: unary((tape, x, { value }) => tape.product(tape.constant(value), x)),
  addConstant: unary((tape, x, { value }) => tape.sum([tape.constant(value), x])),
  reciprocal: unary((tape, x) => tape.quotient(tape.constant(1), x)),
  exp: unary((tape, x) => tape.function('exp', x)),
  sigmoid: unary((tape, x) => tape.function('sigmoid', x)),
  tanh: unary((tape, x) => tape.function('tanh', x)),
  relu: unary((tape, x) => tape.where(x, tape.constant(0), x)),
  leakyRelu: unary((tape, x, { slope }) => tape.where(x, tape.product(tape.constant(slope), x), x)),
  elu: unary((tape, x, { alpha }) => {
    const below = tape.sum([tape.function('exp', x), tape.constant(-1)]);
    return tape.where(x, tape.product(tape.constant(alpha), below), x);
  }),
};
