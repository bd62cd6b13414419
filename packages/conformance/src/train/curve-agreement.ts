/**
 * Whether the loss curves of one training, run on several choices of implementations, agree: any two of them are at most
 * their two bounds apart at every step, and the parameters of each stay in the box for which the bounds hold.
 *
 * @module
 */
import { training, type Parameters } from '@gradspec/graph';
import type { Implementation } from '@gradspec/spec';
import { curveBound } from './curve-bound.ts';
import { promisedTransforms } from './placement.ts';
import { referenceRun, type Course, type ReferenceStep } from './reference-run.ts';
import { boxRadius, sensitivities } from './sensitivity.ts';

/** The first losses of a training on one choice of implementations. */
export interface Curve {
  /** The names of the implementations, as `fft-conv,matrix-im2col`. */
  readonly name: string;
  readonly losses: readonly number[];
  /** How far a right curve can be from another beyond that one's own bound, per step. */
  readonly bound: readonly number[];
}

/** Curves, and what is wrong with them. */
export interface Comparison {
  readonly curves: readonly Curve[];
  /** A sentence each; none when all agree. */
  readonly disagreements: readonly string[];
}

/**
 * Trains for a few steps on each choice and compares every curve with every other.
 *
 * @param course - in float64
 * @throws as `training` of graph does
 */
export async function compareCurves(
  course: Course,
  choices: readonly (readonly Implementation[])[],
  steps: number,
): Promise<Comparison> {
  const run = referenceRun(course, steps);
  const sensitive = sensitivities(course, run);
  const known = new Map<string, readonly number[]>();
  /** Choices that promise the same have the same bound. */
  const boundOf = (implementations: readonly Implementation[]) => {
    const transformed = promisedTransforms(course.model.graph, implementations);
    const key = JSON.stringify(transformed);
    const bound = known.get(key) ?? curveBound(course, run, sensitive, transformed);
    known.set(key, bound);
    return bound;
  };
  const curves: Curve[] = [];
  const disagreements: string[] = [];
  for (const implementations of choices) {
    const name = implementations.map((one) => one.name).join(',');
    const losses: number[] = [];
    let { parameters } = course;
    let inside = true;
    for await (const step of training(course.model, { ...course, implementations, steps })) {
      const stray: string | undefined = inside ? strayed(parameters, run[step.step - 1]!) : undefined;
      if (stray) disagreements.push(`step ${step.step}: ${stray} on ${name}`);
      inside &&= stray === undefined;
      losses.push(step.loss);
      ({ parameters } = step);
    }
    curves.push({ name, losses, bound: boundOf(implementations) });
  }
  curves.forEach((a, i) => {
    for (const b of curves.slice(i + 1)) disagreements.push(...firstDifference(a, b));
  });
  return { curves, disagreements };
}

/** The first element that is out of the box, in words. */
function strayed(parameters: Parameters, step: ReferenceStep): string | undefined {
  for (const [name, { data }] of Object.entries(parameters)) {
    const reference = step.parameters[name]!.data;
    const at = data.findIndex((value, i) => !(Math.abs(value - reference[i]!) <= boxRadius));
    if (at >= 0)
      return (
        `element ${at} of ${name} expected ${reference[at]} within ${boxRadius.toExponential(1)}, ` +
        `got ${data[at]}`
      );
  }
  return undefined;
}

function firstDifference(a: Curve, b: Curve): string[] {
  const at = a.losses.findIndex((loss, i) => !(Math.abs(loss - b.losses[i]!) <= a.bound[i]! + b.bound[i]!));
  if (at < 0) return [];
  const apart = Math.abs(a.losses[at]! - b.losses[at]!).toExponential(1);
  return [
    `step ${at + 1}: losses expected within ${(a.bound[at]! + b.bound[at]!).toExponential(1)} of each other, ` +
      `got ${a.losses[at]} on ${a.name} and ${b.losses[at]} on ${b.name}, ${apart} apart`,
  ];
}
