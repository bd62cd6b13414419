/**
 * A graph from JSON text, every part of it checked.
 *
 * @module
 */
import type { Tensor } from '@gradspec/spec';
import { GraphError } from '../graph-error.ts';
import { readsOf, type Graph, type Ref } from '../graph.ts';
import { topologicalOrder } from '../topological-order.ts';
import { checkRef, checkTensors, refsOf, type GraphTensors } from './graph-tensors.ts';
import { jsonFormat } from './graph-to-json.ts';
import { nodeFromJson } from './json-node.ts';
import { tensorFromJson } from './json-tensor.ts';
import { badJson, inside, list, object, objectOf, text } from './place.ts';

/** A graph, and the tensors that came with it. */
export interface GraphFromJson extends GraphTensors {
  readonly graph: Graph;
}

/**
 * Reads what `graphToJson` wrote, or what somebody wrote by hand. Shapes and the attributes' values are checked when the
 * graph runs.
 *
 * @returns the graph, and `values` and `gradients`, empty where the text has none.
 * @throws GraphError whose message names the place, as `nodes[3].inputs.b`: `bad-json` for text that is no JSON, keys that
 *   are missing or not known, wrong types and tensors that are none; `unknown-operator`, `unknown-reference`,
 *   `other-graph`; and `duplicate-name` and `cycle` with the names they are about.
 */
export function graphFromJson(json: string): GraphFromJson {
  const file = objectOf(parse(json), '', ['format', 'version', 'inputs', 'nodes'], ['values', 'gradients']);
  for (const [key, expected] of Object.entries(jsonFormat))
    if (file[key] !== expected) throw badJson(key, JSON.stringify(expected), file[key]);
  const inputs = list(file.inputs, 'inputs').map((name, i) => text(name, inside('inputs', i)));
  const nodes = list(file.nodes, 'nodes').map((node, i) => nodeFromJson(node, inside('nodes', i)));
  const graph: Graph = { inputs, nodes };
  const refs = refsOf(graph);
  nodes.forEach((node, i) => {
    const place = inside(inside('nodes', i), 'inputs');
    for (const [input, ref] of readsOf(node)) checkRef(refs, ref, inside(place, input), 'unknown-reference');
  });
  topologicalOrder(graph);
  const values = tensorsFrom(file, 'values');
  const gradients = tensorsFrom(file, 'gradients');
  checkTensors(refs, values, gradients);
  return { graph, values, gradients };
}

function parse(json: string): unknown {
  if (typeof json !== 'string') throw badJson('', 'text', json);
  try {
    return JSON.parse(json);
  } catch (cause) {
    const message = `the text is no JSON: ${(cause as SyntaxError).message}`;
    throw new GraphError('bad-json', ['the text'], message, { cause });
  }
}

function tensorsFrom(file: Readonly<Record<string, unknown>>, key: string): ReadonlyMap<Ref, Tensor> {
  if (!Object.hasOwn(file, key)) return new Map();
  const tensors = Object.entries(object(file[key], key));
  return new Map(tensors.map(([ref, tensor]) => [ref, tensorFromJson(tensor, inside(key, ref))]));
}
