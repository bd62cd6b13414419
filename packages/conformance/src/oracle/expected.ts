/**
 * The exact answers of a trace, each as the float64 nearest to it.
 *
 * @module
 */
import type { FloatTensor, Tensor } from '@gradspec/spec';
import { doubleDoubles } from './double-double-field.ts';
import { adjoints, values } from './evaluate.ts';
import { bigNumbers, fractions } from './exact-field.ts';
import type { Field } from './field.ts';
import { floats } from './float-field.ts';
import type { Expression } from './tape.ts';
import { seedsOf, type Trace } from './trace.ts';

/** What a trace comes to: every value, and the gradient of every floating value, by name and in row-major order. */
export interface Answers {
  readonly values: Readonly<Record<string, readonly number[]>>;
  readonly gradients: Readonly<Record<string, readonly number[]>>;
}

type Tensors = Readonly<Record<string, Tensor>>;
type Grads = Readonly<Record<string, FloatTensor>>;

/** What a trace comes to in a field, not rounded. */
export interface Solution<T> {
  readonly values: Readonly<Record<string, readonly T[]>>;
  readonly gradients: Readonly<Record<string, readonly T[]>>;
}

/** Walks a computed trace backwards from seeds. */
type Walk<T> = (computed: readonly T[], seeds: readonly (readonly [Expression, T])[]) => (T | undefined)[];

/** Every value and gradient of a trace, computed in a field; `walk` is for gradients that are computed otherwise. */
export function solutionIn<T>(
  trace: Trace,
  inputs: Tensors,
  outputGrads: Grads,
  field: Field<T>,
  walk: Walk<T> = (computed, seeds) => adjoints(trace.tape, computed, field, seeds),
): Solution<T> {
  const { tape } = trace;
  const computed = values(tape, field, (input, position) => field.of(inputs[input]!.data[position]!));
  const flowing = walk(
    computed,
    seedsOf(trace, outputGrads, (value) => field.of(value)),
  );
  const result = { values: {} as Record<string, T[]>, gradients: {} as Record<string, T[]> };
  for (const [name, { expressions }] of trace.values) {
    result.values[name] = expressions.map((expression) => computed[expression]!);
    result.gradients[name] = expressions.map((expression) => flowing[expression] ?? field.of(0));
  }
  return result;
}

/** The same, each number as the float64 nearest to it. */
export function answersIn<T>(
  trace: Trace,
  inputs: Tensors,
  outputGrads: Grads,
  field: Field<T> & { nearest(value: T): number },
): Answers {
  const solution = solutionIn(trace, inputs, outputGrads, field);
  const nearest = (part: Solution<T>['values']) =>
    Object.fromEntries(
      Object.entries(part).map(([name, numbers]) => [name, numbers.map((one) => field.nearest(one))]),
    );
  return { values: nearest(solution.values), gradients: nearest(solution.gradients) };
}

/** Whether NaN or infinities occur anywhere: in what is given, or on the way, as in 1 / 0. */
function isFinite(trace: Trace, inputs: Tensors, outputGrads: Grads): boolean {
  const computed = values(trace.tape, floats, (input, position) => inputs[input]!.data[position]!);
  const flowing = adjoints(
    trace.tape,
    computed,
    floats,
    seedsOf(trace, outputGrads, (value) => value),
  );
  return (
    computed.every(Number.isFinite) &&
    flowing.every((adjoint) => adjoint === undefined || Number.isFinite(adjoint))
  );
}

/**
 * What float64 makes of a trace with NaN or infinities in it, its finite elements as the float64 nearest to what
 * double-doubles come to: neither fractions nor mathjs's numbers know how an infinity spreads.
 */
function nonFiniteAnswers(trace: Trace, inputs: Tensors, outputGrads: Grads): Answers {
  const plain = answersIn(trace, inputs, outputGrads, { ...floats, nearest: (value) => value });
  const precise = answersIn(trace, inputs, outputGrads, doubleDoubles);
  const merged = (part: 'values' | 'gradients') =>
    Object.fromEntries(
      Object.entries(plain[part]).map(([name, numbers]) => [
        name,
        numbers.map((value, i) => (Number.isFinite(value) ? precise[part][name]![i]! : value)),
      ]),
    );
  return { values: merged('values'), gradients: merged('gradients') };
}

/**
 * Computes every value and gradient: in fractions where the definition is rational, in 80 digits where it is not, and in
 * double-doubles where NaN or infinities are about.
 */
export function answers(trace: Trace, inputs: Tensors, outputGrads: Grads): Answers {
  if (!isFinite(trace, inputs, outputGrads)) return nonFiniteAnswers(trace, inputs, outputGrads);
  const rational = trace.tape.steps.every(({ kind }) => kind !== 'function');
  return rational
    ? answersIn(trace, inputs, outputGrads, fractions)
    : answersIn(trace, inputs, outputGrads, bigNumbers);
}
