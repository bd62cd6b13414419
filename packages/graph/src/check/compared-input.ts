/**
 * One input of a function: its gradient, element by element, beside central differences.
 *
 * An element is wrong when it is farther from the slope than roughness and rounding together explain. Where they explain
 * too much to tell anything, it is not judged: at a kink (relu at 0, a tie of maxima) and where the function is lost in
 * rounding. How much is too much is relative to the largest slope of the same input.
 *
 * @module
 */
import type { Shape } from '@gradspec/spec';
import { slopeAlong, type Slope } from './central-difference.ts';
import type { Random } from '../random.ts';
import { randomIndices } from './random-probes.ts';
import { roundingNoise } from './rounding-noise.ts';
import type { WeighedFunction } from './weighed-function.ts';

/** A gradient's element beside the slope. */
export interface ComparedElement {
  /** Its index, one number per axis; empty for a scalar. */
  readonly at: readonly number[];
  /** What backward returned. */
  readonly got: number;
  /** What central differences say. */
  readonly expected: number;
  /** How far the two may be apart. */
  readonly tolerance: number;
}

/** An element that was not judged. */
export interface NotJudged {
  /** Its index, one number per axis; empty for a scalar. */
  readonly at: readonly number[];
  /** What backward returned. */
  readonly got: number;
  /**
   * `kink`: the slopes on both sides do not agree. `rounding`: they are smaller than what rounding makes of them.
   * `not finite`: the input or the function is not, there or beside it.
   */
  readonly reason: 'kink' | 'rounding' | 'not finite';
  /** The slope from the left. */
  readonly left: number;
  /** The slope from the right. */
  readonly right: number;
}

/** What came out of one input. */
export interface ComparedInput {
  /** Its name. */
  readonly input: string;
  /** How many elements it has. */
  readonly elements: number;
  /** How many of them were looked at. */
  readonly checked: number;
  /** How many of those are wrong. */
  readonly wrong: number;
  /** Of the judged ones the farthest beyond its tolerance, or the nearest to it; undefined where none was judged. */
  readonly worst: ComparedElement | undefined;
  readonly notJudged: readonly NotJudged[];
}

/** Roughness above this part of the largest slope is a kink; the curvature of smooth functions is far below it. */
const kink = 0.01;
/** Rounding above this part of the largest slope leaves nothing to judge by. */
const lost = 0.1;

/**
 * Compares every input of a function: all of its elements, or as many as asked for, drawn at random.
 *
 * @param elements - The most elements of one input that are compared.
 */
export async function compareInputs(
  f: WeighedFunction,
  elements: number,
  random: Random,
): Promise<readonly ComparedInput[]> {
  const noise = await roundingNoise(f, random);
  const compared: ComparedInput[] = [];
  for (const [input, { data }] of Object.entries(f.inputs))
    compared.push(await compareInput(f, noise, input, randomIndices(random, data.length, elements)));
  return compared;
}

async function compareInput(
  f: WeighedFunction,
  noise: readonly Float64Array[],
  input: string,
  indices: readonly number[],
): Promise<ComparedInput> {
  const { shape, data } = f.inputs[input]!;
  const found: { at: readonly number[]; got: number; slope: Slope }[] = [];
  for (const index of indices)
    found.push({
      at: indicesOf(index, shape),
      got: f.gradients[input]!.data[index]!,
      slope: await slopeAlong(f, noise, input, index),
    });
  const scale = largest(found.flatMap(({ got, slope }) => [got, slope.left, slope.right]));
  const notJudged: NotJudged[] = [];
  const judged: ComparedElement[] = [];
  for (const { at, got, slope } of found) {
    const reason = doubt(got, slope, scale);
    const { value, left, right, roughness, rounding } = slope;
    if (reason) notJudged.push({ at, got, reason, left, right });
    else judged.push({ at, got, expected: value, tolerance: roughness + rounding });
  }
  return {
    input,
    elements: data.length,
    checked: found.length,
    wrong: judged.filter((element) => excess(element) > 1).length,
    worst: judged.toSorted((a, b) => excess(b) - excess(a))[0],
    notJudged,
  };
}

/** How many tolerances an element is off; infinitely many where the gradient is not finite. */
function excess({ got, expected, tolerance }: ComparedElement): number {
  const difference = Math.abs(got - expected);
  if (difference === 0) return 0;
  return Number.isFinite(difference) ? difference / tolerance : Infinity;
}

function doubt(
  got: number,
  { value, roughness, rounding }: Slope,
  scale: number,
): NotJudged['reason'] | undefined {
  if (!Number.isFinite(value) || !Number.isFinite(roughness)) return 'not finite';
  if (got === 0 && value === 0 && roughness === 0) return undefined;
  if (rounding > lost * scale) return 'rounding';
  return roughness > Math.max(kink * scale, rounding) ? 'kink' : undefined;
}

const largest = (values: readonly number[]): number => {
  let most = 0;
  for (const value of values) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  return most;
};

function indicesOf(index: number, shape: Shape): readonly number[] {
  const at = new Array<number>(shape.length);
  let rest = index;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    at[axis] = rest % shape[axis]!;
    rest = Math.floor(rest / shape[axis]!);
  }
  return at;
}
