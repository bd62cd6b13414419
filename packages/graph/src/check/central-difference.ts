/**
 * The slope of a function along one element of one input, by central differences at two step sizes, and how far it can be
 * trusted.
 *
 *   D(h) = (φ(x + h) − φ(x − h)) / 2h          = φ′ + C·h² + …
 *   φ′ ≈ (4·D(h) − D(2h)) / 3                  Richardson: the h² cancels
 *
 * h is near ε^⅓·max(1, |x|), where truncation (~h²) and rounding (~ε/h) balance, and a power of two, so that x ± h are
 * exact. What the slope can be off by is taken from the five values themselves:
 *
 *   roughness  |D(2h) − D(h)| + |φ(x−2h) − 4φ(x−h) + 6φ(x) − 4φ(x+h) + φ(x+2h)| / 2h
 *              odd and even part of what is not smooth. For a kink anywhere between x − 2h and x + 2h this is at least the
 *              error of the slope, whichever side of the kink is asked for.
 *   rounding   what the outputs' noise σ_j makes of the differences, 8 standard deviations of it, and γ_n of the sum
 *              Σ_j dy_j·∂F_j that a backward has to add up
 *
 * Source: Richardson 1911; Press et al., "Numerical Recipes", 5.7; Higham, "Accuracy and Stability", 3.1.
 * @module
 */
import type { WeighedFunction } from './weighed-function.ts';

/** A slope, and what it can be off by; any of it is not finite where the function is not. */
export interface Slope {
  readonly value: number;
  /** One-sided, from x − h to x. */
  readonly left: number;
  /** One-sided, from x to x + h. */
  readonly right: number;
  readonly roughness: number;
  readonly rounding: number;
}

/** Standard deviations, times (4·2/2 + 2/4)/3 = 1.5 for the weights of the four values in Richardson's formula. */
const deviations = 8 * 1.5;
const ε = Number.EPSILON;

/** The step at x: the power of two next above ε^⅓·max(1, |x|). */
export const stepAt = (x: number): number =>
  2 ** Math.ceil(Math.log2(Math.cbrt(ε) * Math.max(1, Math.abs(x))));

/**
 * The slope of φ along one element.
 *
 * @param noise - The standard deviation of each output's rounding error.
 */
export async function slopeAlong(
  f: WeighedFunction,
  noise: readonly Float64Array[],
  input: string,
  index: number,
): Promise<Slope> {
  const tensor = f.inputs[input]!;
  const x = tensor.data[index]!;
  const h = stepAt(x);
  const offsets = [-2 * h, -h, h, 2 * h] as const;
  const values: (readonly Float64Array[])[] = [];
  for (const offset of offsets)
    values.push(await f.evaluate({ ...f.inputs, [input]: withElement(tensor, index, x + offset) }));
  const differences = weigh(f, values, noise);
  const [before2, before, after, after2] = offsets.map((offset) => x + offset - x) as [
    number,
    number,
    number,
    number,
  ];
  return slopeOf(differences, { before2: -before2, before: -before, after, after2 });
}

function withElement<T extends { readonly data: Float64Array }>(tensor: T, index: number, value: number): T {
  const data = Float64Array.from(tensor.data);
  data[index] = value;
  return { ...tensor, data };
}

/** φ(x) − φ(x − 2h), φ(x) − φ(x − h), φ(x + h) − φ(x), φ(x + 2h) − φ(x); and what rounding can have done to them. */
interface Differences {
  before2: number;
  before: number;
  after: number;
  after2: number;
  noise: number;
  /** γ_n·Σ |dy_j·(F_j(x + h) − F_j(x − h))|, n being the outputs that moved. */
  sumRounding: number;
}

/** Differences of the outputs first, weighed and added up then, so that outputs that did not move add no rounding. */
function weigh(
  { outputs, weights }: WeighedFunction,
  values: readonly (readonly Float64Array[])[],
  noise: readonly Float64Array[],
): Differences {
  const sum = { before2: 0, before: 0, after: 0, after2: 0 };
  let [moved, absolute, movedNoise, squaredNoise] = [0, 0, 0, 0];
  outputs.forEach((output, k) => {
    const [low2, low, high, high2] = values.map((all) => all[k]!) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (let j = 0; j < output.length; j++) {
      const [dy, y] = [weights[k]![j]!, output[j]!];
      sum.before2 += dy * (y - low2[j]!);
      sum.before += dy * (y - low[j]!);
      sum.after += dy * (high[j]! - y);
      sum.after2 += dy * (high2[j]! - y);
      const largest = Math.max(Math.abs(y), Math.abs(low2[j]!), Math.abs(high2[j]!));
      const least = Math.abs(dy) * ε * largest;
      squaredNoise += least * least;
      if (low2[j] === y && low[j] === y && high[j] === y && high2[j] === y) continue;
      moved++;
      movedNoise += Math.max(least, Math.abs(dy) * noise[k]![j]!);
      absolute += Math.abs(dy * (high[j]! - low[j]!));
    }
  });
  // Outputs that x can reach may all be off in the same direction; the others are there in case it reaches them too weakly.
  return { ...sum, noise: movedNoise + Math.sqrt(squaredNoise), sumRounding: moved * ε * absolute };
}

function slopeOf(
  { before2, before, after, after2, noise, sumRounding }: Differences,
  steps: {
    readonly before2: number;
    readonly before: number;
    readonly after: number;
    readonly after2: number;
  },
): Slope {
  const near = (before + after) / (steps.before + steps.after);
  const far = (before2 + after2) / (steps.before2 + steps.after2);
  const [left, right] = [before / steps.before, after / steps.after];
  const bend = right - left;
  const bend2 = after2 / steps.after2 - before2 / steps.before2;
  const width = steps.before + steps.after;
  return {
    value: near + (near - far) / 3,
    left,
    right,
    roughness: Math.abs(far - near) + Math.abs(bend2 - 2 * bend),
    rounding: (2 * deviations * noise + sumRounding) / width,
  };
}
