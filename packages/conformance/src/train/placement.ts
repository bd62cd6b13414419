/**
 * Which implementation runs which nodes of a net: each node the first that claims its operator.
 *
 * @module
 */
import type { Graph } from '@gradspec/graph';
import type { Implementation } from '@gradspec/spec';
import { transformedNodes, type TransformedNode } from '../oracle/bounds.ts';
import type { TraceableNode } from '../oracle/trace.ts';
import { UsageError } from '../usage-error.ts';

const nodesOf = ({ nodes }: Graph): readonly TraceableNode[] => nodes;

const first = ({ operator }: TraceableNode, implementations: readonly Implementation[]) =>
  implementations.find(({ kernels }) => kernels[operator]);

/**
 * The names of the nodes that each implementation runs; those that run none are left out.
 *
 * @throws UsageError naming every operator that nobody claims, with the nodes that need it.
 */
export function placement(
  graph: Graph,
  implementations: readonly Implementation[],
): ReadonlyMap<Implementation, readonly string[]> {
  const placed = new Map<Implementation, string[]>();
  const homeless = new Map<string, string[]>();
  const add = <Key>(to: Map<Key, string[]>, key: Key, name: string) =>
    to.set(key, [...(to.get(key) ?? []), name]);
  for (const node of nodesOf(graph)) {
    const implementation = first(node, implementations);
    if (implementation) add(placed, implementation, node.name);
    else add(homeless, node.operator, node.name);
  }
  if (homeless.size > 0) throw nobodyClaims(homeless, implementations);
  return new Map(implementations.flatMap((one) => (placed.has(one) ? [[one, placed.get(one)!]] : [])));
}

function nobodyClaims(
  homeless: ReadonlyMap<string, readonly string[]>,
  implementations: readonly Implementation[],
): UsageError {
  const among = implementations.map(({ name }) => name).join(', ');
  const needed = [...homeless].map(([operator, nodes]) => `${operator} (${nodes.join(', ')})`);
  return new UsageError(
    `none of these implementations (${among}) has ${needed.join('; ')}; ` +
      `add one that has, as --implementation ${among.replaceAll(' ', '')},naive-loops`,
  );
}

/** The placement in words: `conv1, conv2 on fft-conv; relu1, pool1 on matrix-im2col`. */
export function placementText(graph: Graph, implementations: readonly Implementation[]): string {
  return [...placement(graph, implementations)]
    .map(([{ name }, nodes]) => `${nodes.join(', ')} on ${name}`)
    .join('; ');
}

/** The nodes that run on an implementation which promises the bound of a transform for them. */
export const promisedTransforms = (
  graph: Graph,
  implementations: readonly Implementation[],
): readonly TransformedNode[] =>
  transformedNodes(
    nodesOf(graph),
    (node) => first(node, implementations)?.claims?.[node.operator]?.bound ?? 'direct',
  );
