/**
 * What can be wrong with a graph, or with the values it is run on. A mistake in a call of one operator is a `SpecError`;
 * where it happens inside a node, the `GraphError` says in which one and carries it as its `cause`.
 *
 * @module
 */

/** Every way a graph can be wrong. */
export const graphErrorCodes = {
  'unknown-operator': 'a node of an operator that does not exist',
  'duplicate-name': 'two inputs or nodes of one name',
  'unknown-reference': 'a node, a seed or a wanted gradient that names no value of the graph',
  cycle: 'nodes that read each other in a ring',
  'missing-input': 'an input of the graph that was given no tensor',
  'unknown-input': 'a tensor for an input that the graph does not have',
  'node-failed': 'a node whose kernel threw; the cause says what',
  'bad-result': 'a kernel that returned no tensor, or a gradient that is not of its value’s shape and dtype',
  'no-gradient': 'a seed or a wanted gradient for an int32 value',
  'bad-seed': 'a seed that is not of its value’s shape and dtype',
  'unused-parameter': 'parameters from which no way leads to the loss',
  'bad-parameter': 'a parameter, its gradient or memory that is missing, unknown, or does not fit',
  'bad-loss': 'a loss that is no value of the graph, or no floating scalar',
  'not-finite': 'a loss that became NaN or infinite',
  'other-graph': 'a run, values or gradients that belong to another graph',
  'bad-json': 'text that is no graph, or a graph that JSON cannot hold',
  'bad-option': 'an option of the wrong type or range',
} as const;

/** The name of one way a graph can be wrong. */
export type GraphErrorCode = keyof typeof graphErrorCodes;

/** A mistake in a graph or in a run of it. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly code: GraphErrorCode;
  /** The nodes or values it is about; the nodes on the ring for a cycle. */
  readonly names: readonly string[];

  /** `names` are what it is about, `cause` the error inside a node. */
  constructor(code: GraphErrorCode, names: readonly string[], message: string, options?: { cause: unknown }) {
    super(message, options);
    this.code = code;
    this.names = names;
  }
}
