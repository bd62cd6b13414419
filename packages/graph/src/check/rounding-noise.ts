/**
 * How far rounding alone throws the outputs of a function off, measured: along a line of points so close together that a
 * smooth function is a straight line there, whatever fourth differences remain are rounding.
 *
 *   Δ⁴F = F₀ − 4F₁ + 6F₂ − 4F₃ + F₄,   σ² = mean of (Δ⁴F)² / 70,   as 1² + 4² + 6² + 4² + 1² = 70
 *
 * No model of the function's insides is needed, so a sum in which large terms cancel is known to be noisier than its
 * result looks. The line begins at the point itself: at a kink there, as a tie of maxima, the function is straight on it.
 *
 * Source: Hamming, "Introduction to Applied Numerical Analysis" (difference tables); Moré & Wild, "Estimating
 * Computational Noise", 2011.
 * @module
 */
import type { Random } from '../random.ts';
import { stepAt } from './central-difference.ts';
import type { Inputs, WeighedFunction } from './weighed-function.ts';

/** Points along the line: eight fourth differences. */
const points = 12;
/** Points in a fourth difference. */
const width = 5;
const squares = 70;
/** The distance of the points as a part of the step of the central differences: the whole line is shorter than one. */
const spacing = 1 / 64;

/**
 * The standard deviation of each output's rounding error; 0 where it is exact, or not finite.
 *
 * @param random - Chooses the direction of the line: forwards or backwards along every input.
 */
export async function roundingNoise(f: WeighedFunction, random: Random): Promise<readonly Float64Array[]> {
  const { inputs, outputs } = f;
  const steps = Object.entries(inputs).map(([name, { data }]) => [name, stepsOf(data, random)] as const);
  const sums = outputs.map(({ length }) => new Float64Array(length));
  const last = [outputs];
  for (let point = 1; point < points; point++) {
    last.push(await f.evaluate(moved(inputs, new Map(steps), point)));
    if (last.length < width) continue;
    for (const [k, sum] of sums.entries()) {
      const values = last.map((all) => all[k]!);
      addSquares(sum, values);
    }
    last.shift();
  }
  const count = points - width + 1;
  return sums.map((sum) =>
    sum.map((total) => (Number.isFinite(total) ? Math.sqrt(total / count / squares) : 0)),
  );
}

type Five<T> = readonly [T, T, T, T, T];

/** Adds (Δ⁴F)² for each output; differences from the middle first, which are exact. */
function addSquares(sum: Float64Array, values: readonly Float64Array[]): void {
  const [f0, f1, f2, f3, f4] = values as Five<Float64Array>;
  for (let j = 0; j < sum.length; j++) {
    const middle = f2[j]!;
    const difference = f0[j]! - middle - 4 * (f1[j]! - middle) - 4 * (f3[j]! - middle) + (f4[j]! - middle);
    sum[j]! += difference * difference;
  }
}

/** A power of two per element, forwards or backwards. */
const stepsOf = (data: Float64Array, random: Random): Float64Array =>
  data.map((x) => (random.uniform() < 0.5 ? -1 : 1) * spacing * stepAt(x));

function moved(inputs: Inputs, steps: ReadonlyMap<string, Float64Array>, point: number): Inputs {
  const tensors = Object.entries(inputs).map(([name, tensor]) => {
    const step = steps.get(name)!;
    return [name, { ...tensor, data: tensor.data.map((x, i) => x + point * step[i]!) }] as const;
  });
  return Object.fromEntries(tensors);
}
