/**
 * A computational graph as plain data: inputs, and nodes that compute values from them.
 *
 *   f = (x + y)·z   →   inputs x, y, z;  node q = add(x, y);  node f = multiply(q, z)
 *
 * Source: cs231n, "Backpropagation, Intuitions".
 * @module
 */
import { operators, type Attributes, type Inputs, type OperatorName } from '@gradspec/spec';

/** A value's name: an input, a node with one output, or `node.output` of a node with several, as `lstm.hT`. */
export type Ref = string;

/** A node of one operator: where each of its inputs comes from. */
export interface NodeOf<Op extends OperatorName> {
  readonly name: string;
  readonly operator: Op;
  readonly inputs: { readonly [I in keyof Inputs<Op>]: Ref };
  readonly attributes?: Attributes<Op>;
}

/** A node: one operator applied to values. */
export type GraphNode = { [Op in OperatorName]: NodeOf<Op> }[OperatorName];

/** Inputs by name, and nodes in any order. No two inputs or nodes share a name. */
export interface Graph {
  readonly inputs: readonly string[];
  readonly nodes: readonly GraphNode[];
}

/** Where a value is read: a node, and the input of its operator. */
export interface Reader {
  readonly node: string;
  readonly input: string;
}

/** The values a node reads: its operator's input and where that comes from. */
export function readsOf(node: GraphNode): readonly (readonly [input: string, ref: Ref])[] {
  return Object.entries(node.inputs as Record<string, Ref | undefined>).filter(
    (read): read is [string, Ref] => read[1] !== undefined,
  );
}

/** The values a node makes: its operator's output and the name of that value. */
export function outputsOf({ name, operator }: GraphNode): readonly (readonly [output: string, ref: Ref])[] {
  const outputs = Object.keys(operators[operator].outputs);
  return outputs.map((output) => [output, outputs.length === 1 ? name : `${name}.${output}`]);
}

/** Where each value is read, in the order of the nodes; a value that no node reads is not in it. */
export function readersOf(nodes: Iterable<GraphNode>): ReadonlyMap<Ref, readonly Reader[]> {
  const readers = new Map<Ref, Reader[]>();
  for (const node of nodes)
    for (const [input, ref] of readsOf(node)) {
      const known = readers.get(ref);
      if (known) known.push({ node: node.name, input });
      else readers.set(ref, [{ node: node.name, input }]);
    }
  return readers;
}

/** These values and all from which a way leads to one of them; `order` are the nodes, each after those it reads. */
export function leadingTo(refs: readonly Ref[], order: readonly GraphNode[]): ReadonlySet<Ref> {
  const leading = new Set(refs);
  for (const node of [...order].reverse())
    if (outputsOf(node).some(([, ref]) => leading.has(ref)))
      for (const [, ref] of readsOf(node)) leading.add(ref);
  return leading;
}
