/**
 * What a trained net says: any value of its graph, for any inputs; and what that means in a classification.
 *
 * @module
 */
import { forward, type Ref } from '@gradspec/graph';
import type { FloatTensor, Tensor } from '@gradspec/spec';
import type { TrainedNet } from './example.ts';

/** A value of the net for these inputs (all of the graph's that are no parameters). */
export async function valueOf(
  { net, parameters, implementations }: TrainedNet,
  inputs: Readonly<Record<string, Tensor>>,
  ref: Ref,
): Promise<FloatTensor> {
  const run = await forward(net.model.graph, { ...inputs, ...parameters }, implementations);
  return run.values.get(ref) as FloatTensor;
}

/** The rows of a tensor […, K]. */
export function rowsOf({ shape, data }: FloatTensor): readonly (readonly number[])[] {
  const K = shape.at(-1)!;
  return Array.from({ length: data.length / K }, (_, row) =>
    Array.from(data.subarray(row * K, (row + 1) * K)),
  );
}

/** The class with the largest score, of each row; the first of equals. */
export const classesOf = (scores: FloatTensor): readonly number[] =>
  rowsOf(scores).map((row) => row.indexOf(Math.max(...row)));

/** The share of classes that are right, from 0 to 1. */
export const accuracy = (classes: readonly number[], labels: ArrayLike<number>): number =>
  classes.filter((one, i) => one === labels[i]).length / classes.length;

/** A share as a percentage: `98.4 %`. */
export const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`;
