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
