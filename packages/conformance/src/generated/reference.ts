/**
 * What a case expects: each answer by the definition, to some 100 bits, with the bound that follows from the definition, too.
 *
 * A float32 case is computed from its own numbers, already rounded. Where every answer is exact in float64, as between
 * integers, that is enough; otherwise the same tape is computed once more in double-double numbers. Nothing of this is
 * shared with any implementation.
 *
 * NaN and infinities are due as the definition has them, unless naive-loops has others: then the formulas leave the element
 * open, as 0 · ∞ in one way of writing a chain rule and not in the other. Such an element is counted and not judged.
 *
 * @module
 */
import { naiveLoops } from '@gradspec/naive-loops';
import { tensor, zeros, type FloatDtype, type FloatTensor, type Shape, type Tensor } from '@gradspec/spec';
import { boundedAdjoints } from '../oracle/bounded-adjoints.ts';
import { doubleDoubles } from '../oracle/double-double-field.ts';
import type { DoubleDouble } from '../oracle/double-double.ts';
import { solutionIn, type Solution } from '../oracle/expected.ts';
import { traceCall } from '../oracle/trace.ts';
import { anyKernelOf, type Tensors } from '../runner/any-kernel.ts';
import type { Expected } from '../runner/compare.ts';
import type { Bound } from '../runner/expectation.ts';
import { nonFiniteErrors, precisions, transformedErrors, type Bounded } from '../tolerance/index.ts';
import type { GeneratedCase } from './case.ts';
import { outputShapesOf } from './shaped-call.ts';

/** A bound is itself computed in float64: some thousand roundings are added to it. */
const roundingOfBounds = 1 + 2 ** -42;

type Answers = Readonly<Record<string, Expected>>;
type Numbers<T> = Readonly<Record<string, readonly T[]>>;

/** What is right for a case. */
export interface Reference {
  readonly outputs: Answers;
  /** By input; every differentiable one, wanted or not. */
  readonly gradients: Answers;
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

/** The reference of a case. */
export function referenceOf(one: GeneratedCase): Reference {
  const { operator, inputs, attributes, dtype } = one;
  const outputGrads = everyOutputGrad(one);
  const trace = traceCall(operator, inputs, attributes);
  const errors = nonFiniteErrors(dtype);
  const bounded = solutionIn(trace, inputs, outputGrads, errors, (computed, seeds) =>
    boundedAdjoints(trace, computed, errors, seeds),
  );
  const some = (holds: (number: Bounded) => boolean) =>
    [...Object.values(bounded.values), ...Object.values(bounded.gradients)].some((all) => all.some(holds));
  const rounds = some(({ error }) => error > 0 && error < Infinity);
  const precise = rounds ? solutionIn(trace, inputs, outputGrads, doubleDoubles) : undefined;
  const strange = some(({ value }) => !Number.isFinite(value));
  const loops = strange ? looped(one, outputGrads) : undefined;
  const answers = (part: keyof Solution<unknown>, names: readonly string[]): Answers =>
    Object.fromEntries(
      names.map((name) => [
        name,
        expected(trace.values.get(name)!.shape, bounded[part][name]!, {
          dtype,
          precise: precise?.[part][name],
          loops: loops?.[part][name],
        }),
      ]),
    );
  return {
    outputs: answers('values', Object.keys(outputGrads)),
    gradients: answers(
      'gradients',
      Object.keys(inputs).filter((name) => inputs[name]!.dtype !== 'int32'),
    ),
  };
}

function expected(
  shape: Shape,
  bounded: readonly Bounded[],
  {
    dtype,
    precise,
    loops,
  }: {
    readonly dtype: FloatDtype;
    readonly precise: readonly DoubleDouble[] | undefined;
    readonly loops: ArrayLike<number> | undefined;
  },
): Expected {
  const bounds = bounded.map(({ value, error }, i) => {
    if (!(error < Infinity)) return Infinity;
    const finite = Number.isFinite(value) && (loops === undefined || Number.isFinite(loops[i]!));
    if (!finite && !Object.is(loops![i], value)) return Infinity;
    // A factor that the definition multiplies each term by may as well be multiplied last: one rounding more.
    const last = error === 0 ? 0 : precisions[dtype].u * Math.abs(value);
    return (error + last) * roundingOfBounds;
  });
  if (!precise) return { shape, values: bounded.map(({ value }) => value), bounds };
  // Where no rounding is allowed the float64 is exact; where nothing is finite there is nothing beyond it.
  const own = bounded.map(({ error }, i) => bounds[i]! < Infinity && error > 0);
  return {
    shape,
    values: bounded.map(({ value }, i) => (own[i] ? precise[i]!.hi : value)),
    bounds,
    beyond: precise.map(({ lo }, i) => (own[i] ? lo : 0)),
  };
}

/** naive-loops' answers to the same numbers as float64. */
function looped(
  one: GeneratedCase,
  outputGrads: Readonly<Record<string, FloatTensor>>,
): { readonly values: Numbers<number>; readonly gradients: Numbers<number> } {
  const wide = (given: Tensor): Tensor =>
    given.dtype === 'int32' ? given : tensor('float64', given.shape, given.data);
  const all = (tensors: Tensors) =>
    Object.fromEntries(Object.entries(tensors).map(([name, given]) => [name, wide(given)]));
  const kernel = anyKernelOf(naiveLoops, one.operator)!;
  const { outputs, saved } = kernel.forward(all(one.inputs), one.attributes) as {
    outputs: Tensors;
    saved: unknown;
  };
  const gradients = kernel.backward!(all(outputGrads), saved) as Tensors;
  const numbers = (tensors: Tensors) =>
    Object.fromEntries(Object.entries(tensors).map(([name, { data }]) => [name, Array.from(data)]));
  return { values: numbers(outputs), gradients: numbers(gradients) };
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
