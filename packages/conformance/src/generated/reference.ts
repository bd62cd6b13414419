/**
 * What a case expects: the values of naive-loops in float64, each with the bound that follows from the definition.
 *
 * A float32 case is computed from its own numbers, already rounded. naive-loops and the definition's tape share nothing,
 * so each checks the other: where they differ by more than the rounding of float64, one of them is wrong, and the case
 * fails whatever the implementation under test did. Where only NaN and infinities differ, the formulas leave the element
 * open, as 0 · ∞ in one way of writing a chain rule and not in the other: such an element is counted and not judged.
 *
 * @module
 */
import { naiveLoops } from '@gradspec/naive-loops';
import {
  tensor,
  zeros,
  type FloatTensor,
  type Implementation,
  type Kernel,
  type OperatorName,
  type Shape,
  type Tensor,
} from '@gradspec/spec';
import { adjoints, values } from '../oracle/evaluate.ts';
import { seedsOf, traceCall } from '../oracle/trace.ts';
import type { Bound } from '../runner/expectation.ts';
import type { Expected } from '../runner/compare.ts';
import { nonFiniteErrors, precisions, transformedErrors, type Bounded } from '../tolerance/index.ts';
import type { GeneratedCase } from './case.ts';
import { outputShapesOf } from './shaped-call.ts';

type Tensors = Readonly<Record<string, Tensor>>;
type Answers = Readonly<Record<string, Expected>>;

/** What is right for a case. */
export interface Reference {
  readonly outputs: Answers;
  /** By input; every differentiable one, wanted or not. */
  readonly gradients: Answers;
  /** Sentences, where naive-loops and the definition disagree. */
  readonly disagreements: readonly string[];
}

/** An output gradient for every output: zeros for one that was left out. */
function everyOutputGrad(one: GeneratedCase): Record<string, FloatTensor> {
  return Object.fromEntries(
    Object.entries(outputShapesOf(one)).map(([name, shape]) => [
      name,
      one.outputGrads[name] ?? zeros(one.dtype, shape),
    ]),
  );
}

/** The definition's values and gradients by name, with their errors. */
function defined(one: GeneratedCase, outputGrads: Readonly<Record<string, FloatTensor>>) {
  const trace = traceCall(one.operator, one.inputs, one.attributes);
  const field = nonFiniteErrors(one.dtype);
  const computed = values(trace.tape, field, (input, position) =>
    field.of(one.inputs[input]!.data[position]!),
  );
  const seeds = seedsOf(trace, outputGrads, (value) => field.of(value));
  const flowing = adjoints(trace.tape, computed, field, seeds);
  const of = (name: string, all: readonly (Bounded | undefined)[]): readonly Bounded[] =>
    trace.values.get(name)!.expressions.map((expression) => all[expression] ?? { value: 0, error: 0 });
  return { output: (name: string) => of(name, computed), gradient: (name: string) => of(name, flowing) };
}

/** naive-loops on the same numbers as float64. */
function looped(one: GeneratedCase, outputGrads: Readonly<Record<string, FloatTensor>>) {
  const wide = <T extends Tensor>(given: T): Tensor =>
    given.dtype === 'int32' ? given : tensor('float64', given.shape, given.data);
  const all = (tensors: Tensors) =>
    Object.fromEntries(Object.entries(tensors).map(([name, given]) => [name, wide(given)]));
  const kernel = (naiveLoops as Implementation).kernels[one.operator] as Kernel<OperatorName>;
  const run = kernel.forward(all(one.inputs) as never, one.attributes) as Awaited<
    ReturnType<typeof kernel.forward>
  >;
  return {
    outputs: run.outputs as unknown as Tensors,
    gradients: kernel.backward!(all(outputGrads), run.saved) as Tensors,
  };
}

/** The reference of a case. */
export function referenceOf(one: GeneratedCase): Reference {
  const outputGrads = everyOutputGrad(one);
  const definition = defined(one, outputGrads);
  const loops = looped(one, outputGrads);
  const disagreements: string[] = [];
  const judged = (what: string, loop: Tensor, bounded: readonly Bounded[]): Expected => {
    const elements = Array.from(loop.data, (value, i) => judge(value, bounded[i]!, one.dtype));
    const wrong = elements.findIndex(({ disagrees }) => disagrees);
    if (wrong >= 0)
      disagreements.push(
        `${what}: element ${wrong} is ${loop.data[wrong]} by naive-loops and ${bounded[wrong]!.value} by the definition`,
      );
    return {
      shape: loop.shape,
      values: Array.from(loop.data),
      bounds: elements.map(({ bound }) => bound),
    };
  };
  const each = (
    tensors: Tensors,
    of: (name: string) => readonly Bounded[],
    label: (name: string) => string,
  ) =>
    Object.fromEntries(
      Object.entries(tensors).map(([name, loop]) => [name, judged(label(name), loop, of(name))]),
    );
  return {
    outputs: each(loops.outputs, definition.output, (name) => name),
    gradients: each(loops.gradients, definition.gradient, (name) => `gradient of ${name}`),
    disagreements,
  };
}

/**
 * The bound of one element. Both references round in float64, so each may be off by the share u₆₄/u of the bound: by as
 * much again where the case itself is float64, by next to nothing where it is float32.
 */
function judge(
  loop: number,
  { value, error }: Bounded,
  dtype: GeneratedCase['dtype'],
): { readonly bound: number; readonly disagrees: boolean } {
  const own = precisions.float64.u / precisions[dtype].u;
  if (!(error < Infinity)) return { bound: Infinity, disagrees: false };
  const finite = Number.isFinite(loop) && Number.isFinite(value);
  if (!finite) return { bound: Object.is(loop, value) ? 0 : Infinity, disagrees: false };
  return { bound: error * (1 + own), disagrees: Math.abs(loop - value) > 2 * own * error };
}

/** A reference for an implementation that promises another bound than that of direct sums. */
export function widened(reference: Reference, one: GeneratedCase, bound: Bound): Reference {
  if (bound === 'direct') return reference;
  const plain = ({ shape, data }: Tensor): { shape: Shape; data: number[] } => ({
    shape,
    data: Array.from(data),
  });
  const { x, w } = one.inputs;
  const { y: dy } = everyOutputGrad(one);
  const extra = transformedErrors(one.operator, bound, one.dtype, {
    attributes: one.attributes,
    operands: { x: plain(x!), w: w && plain(w), dy: plain(dy!) },
  });
  if (!extra) return reference;
  const widen = (answers: Answers, name: string, errors: readonly number[]): Answers => ({
    ...answers,
    [name]: { ...answers[name]!, bounds: answers[name]!.bounds.map((own, i) => own + errors[i]!) },
  });
  const gradients = widen(reference.gradients, 'x', extra.x);
  return {
    ...reference,
    outputs: widen(reference.outputs, 'y', extra.y),
    gradients: extra.w ? widen(gradients, 'w', extra.w) : gradients,
  };
}
