/**
 * What a kernel gives for a case, and which of its results are not those of another kernel.
 *
 * @module
 */
import type { Tensor } from '@gradspec/spec';
import type { GeneratedCase } from '../../../src/generated/case.ts';
import type { AnyKernel } from '../../../src/runner/any-kernel.ts';

/** Outputs by their names, gradients with a d before the input's. */
export type Results = ReadonlyMap<string, Tensor>;

const copied = (one: Tensor): Tensor => ({ ...one, data: one.data.slice() }) as Tensor;

/** Every result of a case, as it was when it was returned. */
export async function resultsOf(kernel: AnyKernel, one: GeneratedCase): Promise<Results> {
  const { outputs, saved } = await kernel.forward(one.inputs, one.attributes);
  const made = Object.entries(outputs).map(([name, output]) => [name, copied(output)] as const);
  const gradients = await kernel.backward!(one.outputGrads, saved);
  return new Map([
    ...made,
    ...Object.entries(gradients).map(([name, gradient]) => [`d${name}`, copied(gradient)] as const),
  ]);
}

/** Rounding in another order is no difference: what is told apart differs by more than a billionth. */
const same = (a: number, b: number): boolean =>
  Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-9 * (1 + Math.abs(a) + Math.abs(b));

/** The names of the results that differ, in their numbers or their dtype. */
export function differing(a: Results, b: Results): readonly string[] {
  return [...a.keys()].filter((name) => {
    const [left, right] = [a.get(name)!, b.get(name)];
    if (left.dtype !== right?.dtype) return true;
    return !Array.from(left.data).every((value, i) => same(value, right.data[i]!));
  });
}
