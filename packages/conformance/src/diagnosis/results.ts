/**
 * What kernels answer on trials, and when two answers are the same.
 *
 * @module
 */
import { naiveLoops } from '@gradspec/naive-loops';
import type { OperatorName, Tensor } from '@gradspec/spec';
import { anyKernelOf, type AnyKernel, type Tensors } from '../runner/any-kernel.ts';
import type { Trial } from './trials.ts';

/** Results by name, gradients with a d before the input's; none where the kernel throws. */
export type Results = Readonly<Record<string, Tensor>>;

/** naive-loops' kernel. */
export const rightKernel = (operator: OperatorName): AnyKernel => anyKernelOf(naiveLoops, operator)!;

/** naive-loops' results of any trial. */
export const rightResults = (trial: Trial): Promise<Results> =>
  knownResults('', () => rightKernel(trial.operator), trial);

const known = new WeakMap<Trial, Map<string, Promise<Results>>>();

/** The results of a kernel that is called by a key, computed once for every trial. */
export function knownResults(key: string, kernelOf: () => AnyKernel, trial: Trial): Promise<Results> {
  const ofTrial = known.get(trial) ?? new Map<string, Promise<Results>>();
  known.set(trial, ofTrial);
  const results = ofTrial.get(key) ?? resultsOf(kernelOf(), trial);
  ofTrial.set(key, results);
  return results;
}

/**
 * All results of a kernel on a trial, as copies. The kernel has copies, too: one that changes what it is given, or uses its
 * memory again, must not change what it is compared with.
 */
export async function resultsOf(
  kernel: AnyKernel,
  { inputs, attributes, outputGrads }: Trial,
): Promise<Results> {
  try {
    const { outputs, saved } = await kernel.forward(copiesOf(inputs), attributes);
    const made = copiesOf(outputs);
    const grads = copiesOf((await kernel.backward?.(copiesOf(outputGrads), saved)) ?? {});
    return {
      ...made,
      ...Object.fromEntries(Object.entries(grads).map(([name, grad]) => [`d${name}`, grad])),
    };
  } catch {
    return {}; // that it throws is what the run has told already
  }
}

/** Copies of those that are tensors; what else a kernel returns the run has told already. */
const copiesOf = (tensors: Tensors): Record<string, Tensor> =>
  Object.fromEntries(
    Object.entries(tensors)
      .filter(([, one]) => Array.isArray(one?.shape) && ArrayBuffer.isView(one.data))
      .map(([name, { dtype, shape, data }]) => [
        name,
        { dtype, shape: [...shape], data: data.slice() } as Tensor,
      ]),
  );

/** How far results that differ in their rounding only are apart, relative to the largest element. */
export const roundings = { double: 1e-9, single: 1e-5 } as const;

/** Whether two results are the same but for rounding; NaN agrees with NaN. */
export function agree(
  a: Tensor | undefined,
  b: Tensor | undefined,
  rounding: number = roundings.double,
): boolean {
  if (!a || !b) return a === b;
  if (a.shape.join() !== b.shape.join() || a.data.length !== b.data.length) return false;
  // What is too large for float32 is infinite there.
  const stored = rounding === roundings.single ? Math.fround : (value: number) => value;
  let largest = 0;
  for (const value of b.data)
    if (Number.isFinite(stored(value))) largest = Math.max(largest, Math.abs(value));
  for (let at = 0; at < b.data.length; at++) {
    const [value, other] = [stored(a.data[at]!), stored(b.data[at]!)];
    if (!Object.is(value, other) && !(Math.abs(value - other) <= rounding * largest)) return false;
  }
  return true;
}
