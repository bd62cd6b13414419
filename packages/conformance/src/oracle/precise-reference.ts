/**
 * What a generated case expects, by the definition in double-double numbers: each answer to some 100 bits, with the bound of
 * its error. Beside `referenceOf`, whose values are those of naive-loops in float64, these have no rounding of their own
 * worth counting, so they measure errors of a fraction of an ULP, in naive-loops too.
 *
 * Elements that are not finite are not judged here: whether the formulas leave such an element open shows only where two
 * ways of writing them differ, and that is for `referenceOf` to say.
 *
 * @module
 */
import { zeros, type FloatDtype, type FloatTensor } from '@gradspec/spec';
import type { GeneratedCase } from '../generated/case.ts';
import { outputShapesOf } from '../generated/shaped-call.ts';
import { ulp, type Expected, type Largest } from '../runner/compare.ts';
import { nonFiniteErrors, precisions, type Bounded } from '../tolerance/index.ts';
import { doubleDoubles } from './double-double-field.ts';
import type { DoubleDouble } from './double-double.ts';
import { solutionIn } from './expected.ts';
import { traceCall, type Traced } from './trace.ts';

/**
 * One tensor's right answer. `values` are the float64 nearest to the answers, and `bounds` allow for that; a bound of
 * Infinity: not judged.
 */
export interface PreciseAnswer extends Expected {
  /** The answers themselves. */
  readonly precise: readonly DoubleDouble[];
  /** How far a right implementation may be from them. */
  readonly preciseBounds: readonly number[];
}

/** What is right for a case, by output and by differentiable input, wanted or not. */
export interface PreciseReference {
  readonly outputs: Readonly<Record<string, PreciseAnswer>>;
  readonly gradients: Readonly<Record<string, PreciseAnswer>>;
}

/** The double-double reference of a case. */
export function preciseReference(one: GeneratedCase): PreciseReference {
  const { operator, inputs, attributes, dtype } = one;
  const trace = traceCall(operator, inputs, attributes);
  const shapes = Object.entries(outputShapesOf(one));
  const outputGrads: Record<string, FloatTensor> = Object.fromEntries(
    // An output gradient that is left out counts as zero.
    shapes.map(([name, shape]) => [name, one.outputGrads[name] ?? zeros(dtype, shape)]),
  );
  const precise = solutionIn(trace, inputs, outputGrads, doubleDoubles);
  const bounded = solutionIn(trace, inputs, outputGrads, nonFiniteErrors(dtype));
  const answers = (part: 'values' | 'gradients', wanted: (name: string) => boolean) =>
    Object.fromEntries(
      [...trace.values]
        .filter(([name]) => wanted(name))
        .map(([name, traced]) => [name, answer(traced, precise[part][name]!, bounded[part][name]!)]),
    );
  return {
    outputs: answers('values', (name) => Object.hasOwn(outputGrads, name)),
    gradients: answers('gradients', (name) => Object.hasOwn(inputs, name)),
  };
}

function answer(
  { shape }: Traced,
  precise: readonly DoubleDouble[],
  bounded: readonly Bounded[],
): PreciseAnswer {
  const values = precise.map((value) => doubleDoubles.nearest(value));
  const preciseBounds = values.map((value, i) => boundOf(value, bounded[i]!));
  const bounds = preciseBounds.map((bound, i) =>
    bound === 0 || bound === Infinity ? bound : bound + halfUlp(values[i]!),
  );
  return { shape, values, bounds, precise, preciseBounds };
}

function boundOf(nearest: number, { value, error }: Bounded): number {
  return Number.isFinite(nearest) && Number.isFinite(value) && error < Infinity ? error : Infinity;
}

/** The most that rounding to float64 takes a value from the answer. */
const halfUlp = (value: number): number =>
  Math.abs(value) * precisions.float64.u + precisions.float64.eta / 2;

/**
 * A judge of one tensor: the largest errors of a computed one, in ULPs of the right values and as fractions of the bounds.
 *
 * A zero has no last place: its error counts in ULPs of the tensor's largest value, or not at all. Elements that are not
 * judged do not count. Where an exact value is due and is missed, or what came is not finite, the fraction is Infinity.
 *
 * @throws RangeError from the judge, for another number of elements.
 */
export function judgedBy(oracle: PreciseAnswer, dtype: FloatDtype): (got: ArrayLike<number>) => Largest {
  const { precise, preciseBounds } = oracle;
  const sizes = precise.map(({ hi }) => Math.abs(hi)).filter(Number.isFinite);
  const top = sizes.reduce((largest, size) => Math.max(largest, size), 0);
  return (got) => {
    if (got.length !== precise.length)
      throw new RangeError(`judgedBy: expected ${precise.length} elements, got ${got.length}`);
    let [ulps, ratio] = [0, 0];
    precise.forEach(({ hi, lo }, i) => {
      const bound = preciseBounds[i]!;
      if (bound === Infinity) return;
      const error = Math.abs(got[i]! - hi - lo);
      if (error === 0) return;
      const scale = hi === 0 ? top : hi;
      const isNumber = Number.isFinite(error);
      const ulpsHere = !isNumber ? Infinity : scale === 0 ? 0 : error / ulp(scale, dtype);
      ulps = Math.max(ulps, ulpsHere);
      ratio = Math.max(ratio, isNumber && bound > 0 ? error / bound : Infinity);
    });
    return { ulps, ratio };
  };
}
