/**
 * The computational graph: nodes over any implementation's operators, run forward and backward.
 *
 * @module
 */
export { backward } from './backward.ts';
export { forward, type Run, type Step } from './forward.ts';
export { GraphError, graphErrorCodes, type GraphErrorCode } from './graph-error.ts';
export type { Graph, GraphNode, NodeOf, Ref } from './graph.ts';
export { topologicalOrder } from './topological-order.ts';
