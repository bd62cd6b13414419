/**
 * A graph in the DOT language of Graphviz: `dot -Tsvg` draws it.
 *
 * @module
 */
import type { Run } from '../forward.ts';
import { GraphError } from '../graph-error.ts';
import {
  outputsOf,
  readersOf,
  readsOf,
  type Graph,
  type GraphNode,
  type Reader,
  type Ref,
} from '../graph.ts';
import { topologicalOrder } from '../topological-order.ts';
import { dotString } from './dot-string.ts';
import { edgeLabels, type EdgeLabels, type Gradients } from './edge-labels.ts';
import { shownAttributes, shownName } from './short.ts';

/**
 * A graph as text in DOT, from left to right: inputs are ellipses, nodes boxes with their operator and attributes. An edge
 * says at its head as which input it is read and, where a node has several outputs, at its tail which one it is.
 *
 * @param run - A run of the graph: each edge gets its value, and a value that no node reads an edge out of the graph.
 * @param gradients - What `backward` or `backwardByEdge` returned: below its value each edge gets its gradient, as in
 *   `graphText`.
 * @throws GraphError for a graph that is wrong; `other-graph` for a run of another graph or gradients without a run;
 *   `other-graph` or `no-gradient` for gradients that are not of the run's values.
 */
export function graphToDot(graph: Graph, run?: Run, gradients?: Gradients): string {
  const order = topologicalOrder(graph);
  if (run) checkRun(graph, run);
  else if (gradients)
    throw new GraphError('other-graph', [], 'gradients expected the run they belong to, got none');
  const readers = readersOf(order);
  const labels = run && edgeLabels(run.values, readers, gradients);
  const tails = tailsOf(graph);
  const lines = ['digraph {', '  rankdir=LR;', '  node [shape=box];'];
  const add = (line: string) => lines.push(`  ${line};`);
  for (const name of graph.inputs) add(`${dotString(name)} [shape=ellipse, label=${dotString(name)}]`);
  for (const node of order) add(`${dotString(node.name)} [label=${dotString(nodeLabel(node))}]`);
  for (const node of order)
    for (const [input, ref] of readsOf(node)) {
      const label = labelOf(labels, ref, { node: node.name, input });
      add(edgeLine(tails.get(ref)!, { id: dotString(node.name), input }, label));
    }
  if (labels) {
    const prefix = unusedPrefix(tails.values());
    [...tails].forEach(([ref, tail], i) => {
      if (readers.has(ref)) return;
      const id = `${prefix}${i}`;
      add(`${id} [shape=point]`);
      add(edgeLine(tail, { id }, labelOf(labels, ref)));
    });
  }
  return [...lines, '}', ''].join('\n');
}

/** Where an edge begins: a node, and its output where it has several. */
interface Tail {
  readonly id: string;
  readonly output?: string;
}

/** Where the edges of each value begin. */
function tailsOf({ inputs, nodes }: Graph): ReadonlyMap<Ref, Tail> {
  const tails = new Map<Ref, Tail>(inputs.map((name) => [name, { id: dotString(name) }]));
  for (const node of nodes) {
    const [id, outputs] = [dotString(node.name), outputsOf(node)];
    for (const [output, ref] of outputs) tails.set(ref, outputs.length > 1 ? { id, output } : { id });
  }
  return tails;
}

const nodeLabel = ({ name, operator, attributes }: GraphNode): string =>
  [name, operator, ...shownAttributes(attributes)].join('\n');

/** The value above the gradient; nothing without a run. */
function labelOf(labels: EdgeLabels | undefined, ref: Ref, reader?: Reader): string {
  if (!labels) return '';
  const below = labels.below(ref, reader);
  return below === '' ? labels.above(ref) : `${labels.above(ref)}\n${below}`;
}

function edgeLine(tail: Tail, head: { readonly id: string; readonly input?: string }, label: string): string {
  const attributes = [
    ...(label === '' ? [] : [`label=${dotString(label)}`]),
    ...(tail.output === undefined ? [] : [`taillabel=${dotString(tail.output)}`]),
    ...(head.input === undefined ? [] : [`headlabel=${dotString(head.input)}`]),
  ];
  return `${tail.id} -> ${head.id}${attributes.length > 0 ? ` [${attributes.join(', ')}]` : ''}`;
}

/** The beginning of identifiers that no node has: `out`, with underscores behind it where that is taken. */
function unusedPrefix(tails: Iterable<Tail>): string {
  const ids = [...tails].map(({ id }) => id);
  let prefix = 'out';
  while (ids.some((id) => id.startsWith(`"${prefix}`))) prefix += '_';
  return prefix;
}

function checkRun({ inputs, nodes }: Graph, run: Run): void {
  const ran = new Map(run.steps.map(({ node }) => [node.name, callOf(node)]));
  const own = new Map(nodes.map((node) => [node.name, callOf(node)]));
  const other =
    inputs.find((name) => !run.values.has(name)) ??
    [...own.keys(), ...ran.keys()].find((name) => ran.get(name) !== own.get(name));
  if (other === undefined) return;
  const message = `the run is of another graph: ${shownName(other)} is not the same in both`;
  throw new GraphError('other-graph', [other], message);
}

const callOf = ({ operator, inputs, attributes = {} }: GraphNode): string =>
  JSON.stringify([operator, inputs, attributes]);
