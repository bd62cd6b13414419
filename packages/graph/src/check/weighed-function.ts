/**
 * What gradients are checked of: a function of tensors made one number by weights, be it one node or a whole graph.
 *
 *   φ(x) = Σ_j dy_j · F_j(x),   so that ∂φ/∂x is what backward returns for the output gradients dy
 *
 * @module
 */
import type { Float64Tensor, FloatTensor, Implementation, Tensor } from '@gradspec/spec';
import { backward, gradientOf } from '../backward.ts';
import { forward, inNode, type Run, type Step } from '../forward.ts';
import { outputsOf, readsOf, type Graph, type Ref } from '../graph.ts';
import { kernelOf } from '../kernel-of.ts';
import { float64Data, floatingOf } from './float64-tensors.ts';
import type { Random } from '../random.ts';
import { randomGradient } from './random-probes.ts';

/** Float64 tensors by the names of inputs. */
export type Inputs = Readonly<Record<string, Float64Tensor>>;

/** A function at one point, and its gradients there. */
export interface WeighedFunction {
  /** The point: the floating inputs, none of which is ever changed. */
  readonly inputs: Inputs;
  /** F there: an array per output. */
  readonly outputs: readonly Float64Array[];
  /** dy: an array per output. */
  readonly weights: readonly Float64Array[];
  /** What backward returned for dy, by the names of the inputs. */
  readonly gradients: Inputs;
  /** F elsewhere. */
  evaluate(inputs: Inputs): Promise<readonly Float64Array[]>;
}

/** A graph, and what it was run on. */
export interface CheckedGraph {
  readonly graph: Graph;
  /** Every floating one is float64. */
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly implementations: readonly Implementation[];
  readonly run: Run;
}

/** The whole graph as a function of its inputs, weighed with the output gradients that backward starts from. */
export async function wholeGraph(
  { graph, inputs, implementations, run }: CheckedGraph,
  outputGrads: Readonly<Record<Ref, FloatTensor>>,
): Promise<WeighedFunction> {
  const refs = Object.keys(outputGrads);
  const floating = floatingOf(inputs);
  const gradients = await backward(run, outputGrads, Object.keys(floating));
  const outputsOfRun = ({ values }: Run) => refs.map((ref) => float64Data(values.get(ref)!));
  return {
    inputs: floating,
    outputs: outputsOfRun(run),
    weights: refs.map((ref) => float64Data(outputGrads[ref]!)),
    gradients: floatingOf(Object.fromEntries(gradients)),
    evaluate: async (moved) => outputsOfRun(await forward(graph, { ...inputs, ...moved }, implementations)),
  };
}

/**
 * One node of a run as a function of its inputs, with random weights.
 *
 * @param reached - The values that have a gradient in the graph: of several outputs, the others are left out here too.
 */
export async function nodeAlone(
  { node, implementation, saved }: Step,
  { values }: Run,
  reached: ReadonlySet<Ref>,
  random: Random,
): Promise<WeighedFunction> {
  const kernel = kernelOf(implementation, node.operator)!;
  const inputs = Object.fromEntries(readsOf(node).map(([input, ref]) => [input, values.get(ref)!]));
  const floating = floatingOf(inputs);
  const outputs = outputsOf(node).filter(([, ref]) => reached.has(ref));
  const grads = outputs.map(
    ([output, ref]) => [output, randomGradient(random, values.get(ref)!.shape)] as const,
  );
  const names = Object.keys(floating);
  const returned = await inNode(node, implementation, () =>
    kernel.backward!(Object.fromEntries(grads), saved, names),
  );
  const gradients = names.map((input) => {
    const gradient = gradientOf(input, returned[input], floating[input]!, { node, implementation });
    return [input, { ...gradient, data: Float64Array.from(gradient.data) }] as const; // its memory is the kernel's
  });
  return {
    inputs: floating,
    outputs: outputs.map(([, ref]) => float64Data(values.get(ref)!)),
    weights: grads.map(([, { data }]) => data),
    gradients: Object.fromEntries(gradients) as Inputs,
    async evaluate(moved) {
      const { outputs: made } = await inNode(node, implementation, () =>
        kernel.forward({ ...inputs, ...moved }, node.attributes),
      );
      return outputs.map(([output]) => float64Data(made[output]!));
    },
  };
}
