/**
 * How far the loss curves of right implementations can be from each other.
 *
 * Implementations round differently, so their parameters stray from each other's: a little at each step, and what has
 * strayed is carried on by the training itself. Step t of SGD is wrong by at most
 *
 *   ρ_t = bound of ∇L_t + u·|μ·v_t| + u·|v_{t+1}|  in v,        σ_t = u·|η·v_{t+1}| + u·|p_{t+1}|  in p
 *
 * beyond what it is given; the bounds are those of `tolerance/`, a transform's where one is promised. In the loss of step k
 * they count by |c| and |a| (`sensitivity.ts`):
 *
 *   B_k = bound of L_k + Σ_{t<k} Σ_i ( |c_i|·ρ_{t,i} + |a_i|·σ_{t,i} ) + spread_k
 *
 * Two curves are at most their two bounds apart, as long as their parameters stay in the box of `sensitivity.ts`, which
 * whoever compares them has to check. ρ and σ are taken at the reference; elsewhere in the box they differ by about r of
 * themselves.
 *
 * Carrying bounds along instead, |δp_{t+1}| ≤ |δp_t| + η·|H_t|·|δp_t| + ρ_t, loses the signs that hold a training together:
 * such a bound has grown to the size of the loss after 20 steps.
 *
 * @module
 */
import { bounds, type TransformedNode } from '../oracle/bounds.ts';
import { precisions } from '../tolerance/index.ts';
import { lossSeed, type Course, type ReferenceStep } from './reference-run.ts';
import type { Sensitivity } from './sensitivity.ts';

const { u } = precisions.float64;

/** What one step adds to the errors it is given. */
interface LocalErrors {
  readonly loss: number;
  readonly v: Float64Array;
  readonly p: Float64Array;
}

/**
 * The bound of every loss of a reference.
 *
 * @param sensitive - the sensitivities of the same run
 * @param transformed - the nodes that keep the bound of a transform; all others keep the direct one
 * @returns one number per step; Infinity where nothing is promised
 */
export function curveBound(
  course: Course,
  run: readonly ReferenceStep[],
  sensitive: readonly Sensitivity[],
  transformed: readonly TransformedNode[],
): readonly number[] {
  const local = run.map((step) => localErrors(course, step, transformed));
  return sensitive.map(({ weights, spread }, k) => {
    let bound = local[k]!.loss + spread;
    weights.forEach((weight, t) => {
      bound += dot(weight.v, local[t]!.v) + dot(weight.p, local[t]!.p);
    });
    return Number.isNaN(bound) ? Infinity : bound;
  });
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

function localErrors(
  { model }: Course,
  { trace, inputs, parameters, rounded }: ReferenceStep,
  transformed: readonly TransformedNode[],
): LocalErrors {
  const derived = bounds(trace, inputs, lossSeed(model), 'float64', { transformed });
  const gradient = Object.keys(parameters).flatMap((name) => derived.gradients[name]!);
  const { decayed, v, stride, p } = rounded;
  return {
    loss: derived.values[model.loss]![0]!,
    v: v.map((value, i) => gradient[i]! + u * (Math.abs(decayed[i]!) + Math.abs(value))),
    p: p.map((value, i) => u * (Math.abs(stride[i]!) + Math.abs(value))),
  };
}
