/**
 * The forward pass: every node in topological order, each on the first implementation that has its operator.
 *
 * @module
 */
import { SpecError, type Implementation, type Tensor } from '@gradspec/spec';
import { describeTensor } from './describe-tensor.ts';
import { GraphError } from './graph-error.ts';
import { outputsOf, readsOf, type Graph, type GraphNode, type Ref } from './graph.ts';
import { kernelOf } from './kernel-of.ts';
import { nearestNames } from './nearest-names.ts';
import { topologicalOrder } from './topological-order.ts';

/** One node that has run. */
export interface Step {
  readonly node: GraphNode;
  readonly implementation: Implementation;
  /** What the kernel wants back in its backward; nobody else's business. */
  readonly saved: unknown;
}

/** A graph that has run forward. Nothing changes it, so `backward` can be called on it as often as one likes. */
export interface Run {
  /** Every value: the inputs (the tensors that were given, not copies) and what the nodes made. */
  readonly values: ReadonlyMap<Ref, Tensor>;
  /** The name of the implementation that ran each node. */
  readonly ranOn: ReadonlyMap<string, string>;
  /** What was there to choose from, in order. */
  readonly implementations: readonly Implementation[];
  /** The nodes in the order in which they ran. */
  readonly steps: readonly Step[];
}

/**
 * Runs a graph forward.
 *
 * @param inputs - A tensor for each of the graph's inputs; none is changed.
 * @param implementations - Each node runs on the first of these that has a kernel for its operator.
 * @throws GraphError for a graph that is wrong, inputs that do not fit it, and (with a `cause`) a node that failed;
 *   SpecError `not-implemented`, with the node as its `argument`, before anything runs, when no implementation has a
 *   node's operator.
 */
export async function forward(
  graph: Graph,
  inputs: Readonly<Record<string, Tensor>>,
  implementations: readonly Implementation[],
): Promise<Run> {
  const order = topologicalOrder(graph);
  const chosen = order.map((node) => ({ node, implementation: choose(node, implementations) }));
  const values = inputValues(graph, inputs);
  const steps: Step[] = [];
  for (const { node, implementation } of chosen)
    steps.push({ node, implementation, saved: await runNode(node, implementation, values, steps) });
  const ranOn = new Map(steps.map(({ node, implementation }) => [node.name, implementation.name]));
  return { values, ranOn, implementations, steps };
}

function choose({ name, operator }: GraphNode, implementations: readonly Implementation[]): Implementation {
  const first = implementations.find((implementation) => kernelOf(implementation, operator));
  if (first) return first;
  const among =
    implementations.map((implementation) => implementation.name).join(', ') || 'no implementation';
  const expected = `a kernel for ${operator} in ${among}`;
  throw new SpecError({ code: 'not-implemented', operator, argument: name, expected, got: 'none' });
}

function inputValues(graph: Graph, inputs: Readonly<Record<string, Tensor>>): Map<Ref, Tensor> {
  const given = new Map(Object.entries(inputs));
  const known = new Set(graph.inputs);
  for (const name of given.keys())
    if (!known.has(name)) {
      const near = nearestNames(name, known);
      throw new GraphError('unknown-input', [name], `the graph has no input ${name}, which was given${near}`);
    }
  return new Map(
    graph.inputs.map((name) => {
      const value = given.get(name);
      if (!value) throw new GraphError('missing-input', [name], `the graph's input ${name} was not given`);
      return [name, value];
    }),
  );
}

/** Adds the node's outputs to `values` and returns what the kernel saved. */
async function runNode(
  node: GraphNode,
  implementation: Implementation,
  values: Map<Ref, Tensor>,
  before: readonly Step[],
): Promise<unknown> {
  const inputs = Object.fromEntries(readsOf(node).map(([input, ref]) => [input, values.get(ref)]));
  const kernel = kernelOf(implementation, node.operator)!;
  const { outputs, saved } = await inNode(
    node,
    implementation,
    () => kernel.forward(inputs, node.attributes),
    () => origins(node, values, before),
  );
  for (const [output, ref] of outputsOf(node)) {
    const value = outputs[output];
    if (!value) throw badResult(node, implementation, `no output ${output}`);
    values.set(ref, value);
  }
  return saved;
}

/** What each input of a node is and where it comes from: whoever reads that a shape does not fit looks there next. */
function origins(node: GraphNode, values: ReadonlyMap<Ref, Tensor>, before: readonly Step[]): string {
  const makers = new Map(
    before.flatMap(({ node: maker }) => outputsOf(maker).map(([, ref]) => [ref, maker.operator])),
  );
  const texts = readsOf(node).map(([input, ref]) => {
    const maker = makers.get(ref);
    return `${input} is ${ref} (${describeTensor(values.get(ref))}, ${maker ? `made by ${maker}` : 'given'})`;
  });
  return `; ${texts.join(', ')}`;
}

/** What `work` gives; an error in it says in which node, and a call that is wrong `context` besides. */
export async function inNode<T>(
  { name, operator }: GraphNode,
  implementation: Implementation,
  work: () => T | Promise<T>,
  context?: () => string,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const more = cause instanceof SpecError && context ? context() : '';
    const message = `node ${name} (${operator} on ${implementation.name}): ${reason}${more}`;
    throw new GraphError('node-failed', [name], message, { cause });
  }
}

/** The error for a kernel that did not return what it had to. */
export function badResult(
  { name, operator }: GraphNode,
  implementation: Implementation,
  returned: string,
): GraphError {
  const message = `node ${name} (${operator} on ${implementation.name}) returned ${returned}`;
  return new GraphError('bad-result', [name], message);
}
