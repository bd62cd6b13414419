/**
 * A graph as JSON text, one node and one tensor to a line, so that two versions can be compared line by line.
 *
 * @module
 */
import type { Tensor } from '@gradspec/spec';
import type { Graph } from '../graph.ts';
import { topologicalOrder } from '../topological-order.ts';
import { checkTensors, refsOf, type GraphTensors } from './graph-tensors.ts';
import { nodeFromJson, nodeToJson } from './json-node.ts';
import { tensorToJson } from './json-tensor.ts';
import { inside } from './place.ts';

/** What the first line of the text says: which format, and which version of it. */
export const jsonFormat = { format: 'gradspec-graph', version: 1 } as const;

/**
 * A graph as JSON text, which `graphFromJson` reads back: the same nodes in the same order, and tensors bit for bit.
 *
 * @param tensors - What to write with it: a run's `values` (or those of the inputs alone), the gradients of `backward`.
 * @returns `{ format, version, inputs, nodes, values?, gradients? }`, with a line break at the end.
 * @throws GraphError for a graph that is wrong; `bad-json`, naming the place, for what could not be read back;
 *   `other-graph` for tensors of values that the graph does not have.
 */
export function graphToJson(graph: Graph, tensors: Partial<GraphTensors> = {}): string {
  topologicalOrder(graph);
  const { values = new Map(), gradients = new Map() } = tensors;
  checkTensors(refsOf(graph), values, gradients);
  const nodes = graph.nodes.map((node, i) => {
    const json = nodeToJson(node);
    nodeFromJson(json, inside('nodes', i));
    return JSON.stringify(json);
  });
  const parts = [
    ...Object.entries(jsonFormat).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`),
    `"inputs": ${block(
      '[',
      graph.inputs.map((name) => JSON.stringify(name)),
      ']',
    )}`,
    `"nodes": ${block('[', nodes, ']')}`,
    ...tensorsPart('values', values),
    ...tensorsPart('gradients', gradients),
  ];
  return `{\n  ${parts.join(',\n  ')}\n}\n`;
}

function tensorsPart(key: string, tensors: ReadonlyMap<string, Tensor>): readonly string[] {
  if (tensors.size === 0) return [];
  const lines = Array.from(tensors, ([ref, tensor]) => {
    const json = tensorToJson(tensor, inside(key, ref));
    return `${JSON.stringify(ref)}: ${JSON.stringify(json)}`;
  });
  return [`"${key}": ${block('{', lines, '}')}`];
}

const block = (open: string, lines: readonly string[], close: string): string =>
  lines.length === 0 ? open + close : `${open}\n    ${lines.join(',\n    ')}\n  ${close}`;
