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
export { adam, type AdamOptions } from './learning/adam.ts';
export { initialParameters, type InitialParametersOptions } from './learning/initial-parameters.ts';
export type { Optimizer, OptimizerMemory, OptimizerStep } from './learning/optimizer.ts';
export type { Parameters } from './learning/parameters.ts';
export { sgd, type SgdOptions } from './learning/sgd.ts';
export { training, type TrainingOptions, type TrainingStep } from './learning/training.ts';
export { convLayer, type ConvLayer } from './net/conv-layer.ts';
export { constant, fanIn, given, normal, uniform, type Initial } from './net/initial.ts';
export { l2Loss, type L2Loss } from './net/l2-loss.ts';
export { linearLayer, type LinearLayer } from './net/linear-layer.ts';
export type { Model, ParameterOf } from './net/model.ts';
export { netBuilder, type NetBuilder } from './net/net-builder.ts';
export { seededRandom, type Random } from './net/random.ts';
export {
  recurrentLayers,
  type Recurrence,
  type RecurrentLayers,
  type RecurrentStates,
} from './net/recurrent-layers.ts';
