/**
 * Checks gradients against central differences and says which node is wrong: first those of the whole graph's inputs, then
 * every node by itself at the values of the run, so that a node is blamed for nothing that happens before or behind it.
 *
 * The nodes' backward is asked with what they saved in that run, after all other nodes have run: a kernel that keeps
 * memory which its next call overwrites is found, too.
 *
 * @module
 */
import type { FloatTensor, Implementation, Tensor } from '@gradspec/spec';
import { forward, type Run, type Step } from '../forward.ts';
import { leadingTo, outputsOf, readersOf, type Graph, type Ref } from '../graph.ts';
import { filledOptions, type GradientCheckOptions } from './check-options.ts';
import { compareInputs, type ComparedInput } from './compared-input.ts';
import { checkFloat64, promoted } from './float64-tensors.ts';
import { seededRandom, type Random } from '../random.ts';
import { randomGradient } from './random-probes.ts';
import { nodeAlone, wholeGraph } from './weighed-function.ts';

/** One input of one node. */
export interface ComparedNodeInput extends ComparedInput {
  readonly node: string;
  readonly operator: string;
  /** The name of the implementation that ran the node. */
  readonly implementation: string;
}

/** What a gradient check found. */
export interface GradientCheck {
  /** Whether something was judged and nothing was wrong. */
  readonly agrees: boolean;
  /** The floating inputs of the graph, through all of its nodes. */
  readonly inputs: readonly ComparedInput[];
  /** The floating inputs of every node by itself, in the order in which the nodes ran. */
  readonly nodes: readonly ComparedNodeInput[];
  /** The nodes that no output gradient depends on, which were not checked. */
  readonly unreached: readonly string[];
  /** The inputs that were float32; they were checked as float64. */
  readonly promoted: readonly string[];
}

/**
 * Checks the gradients of a graph at one point. The cost is bounded: of each tensor at most `elements` elements are
 * compared, each with four calls of its node or, for the graph's inputs, four forward passes; eleven more calls of every
 * node and eleven passes measure rounding.
 *
 * @param inputs - A tensor for each of the graph's inputs; float32 ones are checked as float64.
 * @param implementations - As for `forward`; promises are awaited.
 * @throws GraphError and SpecError as `forward` and `backward` do; `bad-result` for a kernel that makes float32 of
 *   float64; `bad-option`.
 */
export async function gradientCheck(
  graph: Graph,
  inputs: Readonly<Record<string, Tensor>>,
  implementations: readonly Implementation[],
  options: GradientCheckOptions = {},
): Promise<GradientCheck> {
  const { outputGrads, elements, seed } = filledOptions(options);
  const random = seededRandom(seed);
  const point = promoted(inputs);
  const run = await forward(graph, point, implementations);
  checkFloat64(run);
  const seeds = outputGrads ? promoted(outputGrads) : randomSeeds(run, random);
  const whole = await wholeGraph({ graph, inputs: point, implementations, run }, seeds);
  const ofGraph = await compareInputs(whole, elements, random);
  const reached = leadingTo(
    Object.keys(seeds),
    run.steps.map(({ node }) => node),
  );
  const isReached = ({ node }: Step) => outputsOf(node).some(([, ref]) => reached.has(ref));
  const ofNodes: ComparedNodeInput[] = [];
  for (const step of run.steps) {
    if (!isReached(step)) continue;
    const place = {
      node: step.node.name,
      operator: step.node.operator,
      implementation: step.implementation.name,
    };
    const compared = await compareInputs(await nodeAlone(step, run, reached, random), elements, random);
    for (const one of compared) ofNodes.push({ ...place, ...one });
  }
  const all = [...ofGraph, ...ofNodes];
  return {
    agrees: all.some(({ worst }) => worst) && all.every(({ wrong }) => wrong === 0),
    inputs: ofGraph,
    nodes: ofNodes,
    unreached: run.steps.filter((step) => !isReached(step)).map(({ node }) => node.name),
    promoted: Object.keys(inputs).filter((name) => inputs[name]!.dtype === 'float32'),
  };
}

/** A random gradient for every value that a node makes and none reads. */
function randomSeeds({ values, steps }: Run, random: Random): Readonly<Record<Ref, FloatTensor>> {
  const readers = readersOf(steps.map(({ node }) => node));
  const seeds: [Ref, FloatTensor][] = [];
  for (const { node } of steps)
    for (const [, ref] of outputsOf(node))
      if (!readers.has(ref)) seeds.push([ref, randomGradient(random, values.get(ref)!.shape)]);
  return Object.fromEntries(seeds);
}
