/**
 * The backward pass of a graph as one sweep, with every decision that people get wrong as an entry of a table.
 *
 *   df/dx = Σ over the nodes q that read x of (df/dq)·(∂q/∂x),   nodes in reverse topological order
 *
 * @module
 */
import type { GraphNode, Ref, Run, Step } from '@gradspec/graph';
import {
  operators,
  tensor,
  zeros,
  type FloatTensor,
  type Kernel,
  type OperatorName,
  type Tensor,
} from '@gradspec/spec';
import type { Tensors } from '../../runner/any-kernel.ts';
import type { GraphBackward } from '../../runner/run-graph.ts';

/** An input or output of a node's operator, and the value behind it. */
export type Edge = readonly [name: string, ref: Ref];

/** The decisions; a mistake replaces one. */
export interface SweepRules {
  /** The nodes in the order in which their backward runs. */
  order(run: Run, seeds: readonly Ref[]): readonly Step[];
  /** Where the pass starts, of the seed that was given. */
  seed(given: FloatTensor): FloatTensor;
  /** The gradient of a value with one more term; `isInput` for an input of the graph. */
  joined(sum: FloatTensor, term: FloatTensor, isInput: boolean): FloatTensor;
  /** What a node's backward receives for an output. */
  upstream(gradient: FloatTensor): FloatTensor;
  /** Those outputs of a node whose gradients its backward receives, of those that have one. */
  outputs(reached: readonly Edge[]): readonly Edge[];
  /** Those inputs of a node that take their gradient. */
  inputs(reads: readonly Edge[]): readonly Edge[];
}

/** The values a node reads. */
export const readsOf = ({ inputs }: GraphNode): readonly Edge[] =>
  Object.entries(inputs as Readonly<Record<string, Ref | undefined>>).filter(
    (edge): edge is [string, Ref] => edge[1] !== undefined,
  );

/** The values a node makes. */
export function makesOf({ name, operator }: GraphNode): readonly Edge[] {
  const outputs = Object.keys(operators[operator].outputs);
  return outputs.map((output) => [output, outputs.length === 1 ? name : `${name}.${output}`]);
}

/** Element by element. */
export const both = (a: FloatTensor, b: FloatTensor, f: (a: number, b: number) => number): FloatTensor =>
  tensor(
    a.dtype,
    a.shape,
    Array.from(a.data, (value, i) => f(value, b.data[i]!)),
  );

/** The right decisions. */
export const sweepRules: SweepRules = {
  order: ({ steps }) => [...steps].reverse(),
  seed: (given) => given,
  joined: (sum, term) => both(sum, term, (a, b) => a + b),
  upstream: (gradient) => gradient,
  outputs: (reached) => reached,
  inputs: (reads) => reads,
};

/** The gradients of the inputs of one node, as its kernel returns them. */
export async function nodeBackward(
  { node, implementation, saved }: Step,
  outputGrads: Tensors,
  wanted: readonly string[],
): Promise<Tensors> {
  const kernel = implementation.kernels[node.operator] as Kernel<OperatorName>;
  return await kernel.backward!(outputGrads, saved, wanted as never);
}

/** Every floating value's gradient; zeros where none arrived. */
export const complete = (
  { values }: Run,
  gradients: ReadonlyMap<Ref, FloatTensor>,
): ReadonlyMap<Ref, FloatTensor> =>
  new Map(
    [...values]
      .filter((entry): entry is [Ref, FloatTensor] => isFloat(entry[1]))
      .map(([ref, { dtype, shape }]) => [ref, gradients.get(ref) ?? zeros(dtype, shape)]),
  );

/** Whether a value can have a gradient. */
export const isFloat = (value: Tensor | undefined): value is FloatTensor =>
  value !== undefined && value.dtype !== 'int32';

/** A backward pass with some decisions of a mistake, the others right. */
export function sweepWith(changed: Partial<SweepRules>): GraphBackward {
  const rules = { ...sweepRules, ...changed };
  return async (run, outputGrads) => {
    const gradients = new Map<Ref, FloatTensor>();
    const made = new Set(run.steps.flatMap(({ node }) => makesOf(node).map(([, ref]) => ref)));
    const arrive = (ref: Ref, term: FloatTensor) => {
      const sum = gradients.get(ref);
      gradients.set(ref, sum ? rules.joined(sum, term, !made.has(ref)) : term);
    };
    for (const [ref, given] of Object.entries(outputGrads)) arrive(ref, rules.seed(given));
    for (const step of rules.order(run, Object.keys(outputGrads))) {
      const reached = makesOf(step.node).filter(([, ref]) => gradients.has(ref));
      const reads = rules.inputs(readsOf(step.node).filter(([, ref]) => isFloat(run.values.get(ref))));
      if (reached.length === 0 || reads.length === 0) continue;
      const upstream = rules
        .outputs(reached)
        .map(([name, ref]) => [name, rules.upstream(gradients.get(ref)!)]);
      const wanted = reads.map(([name]) => name);
      const returned = await nodeBackward(step, Object.fromEntries(upstream) as Tensors, wanted);
      for (const [name, ref] of reads) arrive(ref, returned[name] as FloatTensor);
    }
    return complete(run, gradients);
  };
}
