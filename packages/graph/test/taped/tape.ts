/**
 * Numbers that remember what they were made from, and operators made of them: each states its forward pass only, and the
 * tape's chain rule is its backward. Slow and plain, for gradients that are right whatever the operator.
 */
import {
  defineKernel,
  tensor,
  zeros,
  type Call,
  type FloatTensor,
  type Inputs,
  type OperatorName,
  type OutputName,
  type Outputs,
  type SyncKernel,
} from '@gradspec/spec';

/** A number, what it was made from and its partial derivatives by that. */
export interface Term {
  readonly value: number;
  readonly from: readonly (readonly [Term, number])[];
  gradient: number;
}

/** Every term of one call, in the order in which they were made. */
let tape: Term[] = [];

/** A number made from others. */
export function term(value: number, from: Term['from'] = []): Term {
  const made: Term = { value, from, gradient: 0 };
  tape.push(made);
  return made;
}

export const plus = (a: Term, b: Term): Term =>
  term(a.value + b.value, [
    [a, 1],
    [b, 1],
  ]);
export const times = (a: Term, b: Term): Term =>
  term(a.value * b.value, [
    [a, b.value],
    [b, a.value],
  ]);
/** A function of one number and its derivative there. */
export const apply = (x: Term, value: number, slope: number): Term => term(value, [[x, slope]]);
export const scaled = (x: Term, factor: number): Term => apply(x, factor * x.value, factor);
export const total = (terms: readonly Term[]): Term =>
  term(
    terms.reduce((sum, { value }) => sum + value, 0),
    terms.map((one) => [one, 1]),
  );
/** Σ a·b. */
export const dot = (a: readonly Term[], b: readonly Term[]): Term =>
  total(a.map((one, i) => times(one, b[i]!)));
/** The first of the largest. */
export const largest = (terms: readonly Term[]): Term =>
  terms.reduce((most, one) => (one.value > most.value ? one : most));
export const exponential = (x: Term): Term => apply(x, Math.exp(x.value), Math.exp(x.value));
export const logistic = (x: Term): Term => {
  const y = 1 / (1 + Math.exp(-x.value));
  return apply(x, y, y * (1 - y));
};
export const hyperbolic = (x: Term): Term => {
  const y = Math.tanh(x.value);
  return apply(x, y, 1 - y * y);
};
export const inverse = (x: Term): Term => apply(x, 1 / x.value, -1 / (x.value * x.value));

/** The elements of each floating input of an operator. */
export type Terms<Op extends OperatorName> = { readonly [I in keyof Inputs<Op>]: readonly Term[] };
/** The elements of each output, from those of the inputs. */
export type Definition<Op extends OperatorName> = (
  x: Terms<Op>,
  call: Call<Op>,
) => { readonly [O in OutputName<Op>]: readonly Term[] };

interface Saved {
  readonly tape: readonly Term[];
  readonly inputs: Readonly<Record<string, readonly Term[]>>;
  readonly outputs: Readonly<Record<string, readonly Term[]>>;
}

/** The kernel of an operator that is defined on terms. */
export function taped<Op extends OperatorName>(operator: Op, define: Definition<Op>): SyncKernel<Op> {
  return defineKernel<Op, Saved>(operator, {
    forward(call) {
      tape = [];
      const given = Object.entries(call.inputs as Record<string, FloatTensor | undefined>);
      const inputs = Object.fromEntries(
        given.filter(([, x]) => x).map(([name, x]) => [name, Array.from(x!.data, (value) => term(value))]),
      );
      const outputs = define(inputs as object as Terms<Op>, call) as Saved['outputs'];
      const shapes = call.outputShapes as Readonly<Record<string, readonly number[]>>;
      const tensors = Object.entries(outputs).map(([name, terms]) => [
        name,
        tensor(
          call.dtype,
          shapes[name]!,
          terms.map(({ value }) => value),
        ),
      ]);
      return { outputs: Object.fromEntries(tensors) as Outputs<Op>, saved: { tape, inputs, outputs } };
    },
    backward(call, { outputGrads, wanted }, saved) {
      for (const one of saved.tape) one.gradient = 0;
      for (const [name, dy] of Object.entries<FloatTensor>({ ...outputGrads }))
        saved.outputs[name]!.forEach((one, i) => (one.gradient += dy.data[i]!));
      for (const one of [...saved.tape].reverse())
        for (const [source, slope] of one.from) source.gradient += slope * one.gradient;
      const grads: Record<string, FloatTensor> = {};
      for (const name of wanted) {
        const { shape } = (call.inputs as Readonly<Record<string, FloatTensor>>)[name]!;
        grads[name] = zeros(call.dtype, shape);
        saved.inputs[name]!.forEach(({ gradient }, i) => (grads[name]!.data[i] = gradient));
      }
      return grads;
    },
  });
}
