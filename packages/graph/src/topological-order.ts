/**
 * The order in which nodes can run: each after those it reads. Its reverse is the order of the backward pass, in which a
 * node comes only when every gradient that flows into it has arrived.
 *
 * Depth-first with a stack of its own, so that a chain of 100,000 nodes does not overflow JavaScript's; nodes that are
 * listed in a possible order stay in it.
 *
 * @module
 */
import { isOperatorName, operatorNames } from '@gradspec/spec';
import { GraphError } from './graph-error.ts';
import { outputsOf, readsOf, type Graph, type GraphNode, type Ref } from './graph.ts';
import { nearestNames } from './nearest-names.ts';

/**
 * The nodes, each after those it reads.
 *
 * @throws GraphError: `unknown-operator`, `duplicate-name`, `unknown-reference`, or `cycle` with the nodes on it.
 */
export function topologicalOrder(graph: Graph): readonly GraphNode[] {
  const makers = makersOf(graph);
  const readBy = new Map(graph.nodes.map((node) => [node, readNodes(node, makers)]));
  const order: GraphNode[] = [];
  const state = new Map<GraphNode, 'open' | 'done'>();
  const path: { node: GraphNode; left: GraphNode[] }[] = [];
  const open = (node: GraphNode) => {
    state.set(node, 'open');
    path.push({ node, left: [...readBy.get(node)!].reverse() });
  };
  for (const root of graph.nodes) {
    if (!state.has(root)) open(root);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.left.pop();
      if (!next) {
        state.set(top.node, 'done');
        order.push(path.pop()!.node);
      } else if (!state.has(next)) open(next);
      else if (state.get(next) === 'open')
        throw cycleError(
          path.map(({ node }) => node),
          next,
        );
    }
  }
  return order;
}

/** Which node makes each value; `undefined` for an input. */
function makersOf({ inputs, nodes }: Graph): ReadonlyMap<Ref, GraphNode | undefined> {
  const makers = new Map<Ref, GraphNode | undefined>();
  const taken = new Set<string>();
  const take = (name: string) => {
    if (taken.has(name))
      throw new GraphError(
        'duplicate-name',
        [name],
        `${name} is the name of two inputs or nodes of the graph`,
      );
    taken.add(name);
  };
  for (const name of inputs) {
    take(name);
    makers.set(name, undefined);
  }
  for (const node of nodes) {
    if (!isOperatorName(node.operator)) throw unknownOperator(node);
    const refs = outputsOf(node).map(([, ref]) => ref);
    new Set([node.name, ...refs]).forEach(take);
    for (const ref of refs) makers.set(ref, node);
  }
  return makers;
}

function unknownOperator({ name, operator }: { name: string; operator: string }): GraphError {
  const near = nearestNames(operator, operatorNames);
  return new GraphError('unknown-operator', [name], `node ${name}: there is no operator ${operator}${near}`);
}

function readNodes(node: GraphNode, makers: ReadonlyMap<Ref, GraphNode | undefined>): readonly GraphNode[] {
  const found = readsOf(node).map(([input, ref]) => {
    if (makers.has(ref)) return makers.get(ref);
    const reads = `node ${node.name} reads ${ref} as its ${input}`;
    const near = nearestNames(ref, makers.keys());
    throw new GraphError(
      'unknown-reference',
      [ref],
      `${reads}, which is neither an input nor a node's output${near}`,
    );
  });
  return found.filter((maker) => maker !== undefined);
}

function cycleError(path: readonly GraphNode[], again: GraphNode): GraphError {
  const names = path.slice(path.indexOf(again)).map(({ name }) => name);
  const shown = names.length <= 10 ? names : [...names.slice(0, 10), `(${names.length - 10} more)`];
  return new GraphError('cycle', names, `the graph has a cycle: ${[...shown, again.name].join(' reads ')}`);
}
