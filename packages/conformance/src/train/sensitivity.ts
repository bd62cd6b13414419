/**
 * What a small error in one step of a training does to the losses of later steps.
 *
 *   v_{t+1} = μ·v_t + ∇L_t(p_t)        p_{t+1} = p_t − η·v_{t+1}
 *
 * Going back from the loss of step k, a = ∂L_k/∂p and c = ∂L_k/∂v start as ∇L_k and 0 and become, from step t = k − 1 down
 * to the first,
 *
 *   c ← c − η·a        then  a ← a + H_t·c  and  c ← μ·c        H_t the Hessian of L_t
 *
 * c between the two is what an error of v in step t counts, a before them what one of p counts.
 *
 * This is the linear part. How far ∇L_k and H_t·c can be from their values at the reference, anywhere in a box of ± r
 * around its parameters, is computed as well; times r, all of it is the `spread`. By the mean value theorem the difference
 * of two losses in the box is the linear part and at most the spread. Where a relu or a maximum can be decided differently
 * within the box, the gradient jumps and the spread of all later losses is Infinity.
 *
 * @module
 */
import { adjoints, values } from '../oracle/evaluate.ts';
import { seedsOf } from '../oracle/trace.ts';
import { lossSeed, parameterExpressions, type Course, type ReferenceStep } from './reference-run.ts';
import { slopeField, type Sloped } from './slope-field.ts';

/** r: how far a parameter of a curve may be from the reference's. */
export const boxRadius = 2 ** -36;

/** How much errors of one step count in a later loss, for each element of all parameters. */
export interface Weights {
  /** |c|, for errors of v. */
  readonly v: Float64Array;
  /** |a|, for errors of p. */
  readonly p: Float64Array;
}

/** How the loss of one step depends on what happened before. */
export interface Sensitivity {
  /** For each earlier step, from the first. */
  readonly weights: readonly Weights[];
  /** What varying within the box can add to the difference of two losses. */
  readonly spread: number;
}

/** The way back from one loss. */
interface Way {
  a: Float64Array;
  c: Float64Array;
  readonly weights: Weights[];
  spread: number;
}

/** The sensitivity of the loss of every step of a reference. */
export function sensitivities(course: Course, run: readonly ReferenceStep[]): readonly Sensitivity[] {
  const { learningRate, momentum } = course.optimizer;
  const ways: Way[] = [];
  for (const step of [...run].reverse()) {
    for (const way of ways) {
      way.c = way.c.map((c, i) => c - learningRate * way.a[i]!);
      way.weights.unshift({ v: way.c.map(Math.abs), p: way.a.map(Math.abs) });
    }
    const { gradientError, products, productError } = curvature(
      course,
      step,
      ways.map(({ c }) => c),
    );
    ways.forEach((way, k) => {
      way.a = way.a.map((a, i) => a + products[k]![i]!);
      way.c = way.c.map((c) => momentum * c);
      way.spread += boxRadius * productError;
    });
    const { gradient } = step;
    const spread = boxRadius * gradientError;
    ways.push({ a: gradient, c: gradient.map(() => 0), weights: [], spread });
  }
  return ways.reverse();
}

/** What the second derivatives of one step's loss come to in the box. */
interface Curvature {
  /** How far the gradient can be from the reference's: the sum over its elements. */
  readonly gradientError: number;
  /** The Hessian times each direction. */
  readonly products: readonly Float64Array[];
  /** How far each of those can be from that: the sum over its elements. */
  readonly productError: number;
}

function curvature(
  { model }: Course,
  { trace, inputs, parameters }: ReferenceStep,
  directions: readonly Float64Array[],
): Curvature {
  const field = slopeField(directions.length);
  const firstOf = new Map<string, number>();
  let size = 0;
  for (const [name, { data }] of Object.entries(parameters)) {
    firstOf.set(name, size);
    size += data.length;
  }
  const leaf = (name: string, position: number): Sloped => {
    const value = inputs[name]!.data[position]!;
    const first = firstOf.get(name);
    if (first === undefined) return field.of(value);
    const along = directions.map((direction) => direction[first + position]!);
    return { bounded: { value, error: boxRadius }, slopes: { values: along, error: 0 } };
  };
  const { steps } = trace.tape;
  // A detached value cancels wherever it is used: it may as well not move.
  const still = (expression: number, same: Sloped): Sloped =>
    steps[expression]!.kind === 'detached' ? { bounded: same.bounded } : same;
  const computed = values(trace.tape, field, leaf, still);
  const flowing = adjoints(
    trace.tape,
    computed,
    field,
    seedsOf(trace, lossSeed(model), (value) => field.of(value)),
  );
  const gradient = parameterExpressions(trace, parameters).map((expression) => flowing[expression]);
  const sum = (error: (one: Sloped) => number) =>
    gradient.reduce((total, one) => total + (one ? error(one) : 0), 0);
  return {
    gradientError: sum(({ bounded }) => bounded.error),
    products: directions.map((_, k) => Float64Array.from(gradient, (one) => one?.slopes?.values[k] ?? 0)),
    productError: sum(({ slopes }) => slopes?.error ?? 0),
  };
}
