/**
 * The computational graph: nodes over any implementation's operators, run forward and backward.
 *
 * @module
 */
export { backwardByEdge, type ByEdge } from './backward-by-edge.ts';
export { backward, type EdgeGradient } from './backward.ts';
export type { GradientCheckOptions } from './check/check-options.ts';
export type { ComparedElement, ComparedInput, NotJudged } from './check/compared-input.ts';
export { gradientCheckText } from './check/gradient-check-text.ts';
export { gradientCheck, type ComparedNodeInput, type GradientCheck } from './check/gradient-check.ts';
export { forward, type Run, type Step } from './forward.ts';
export { GraphError, graphErrorCodes, type GraphErrorCode } from './graph-error.ts';
export type { Graph, GraphNode, NodeOf, Reader, Ref } from './graph.ts';
export type { Gradients } from './print/edge-labels.ts';
export { graphFromJson, type GraphFromJson } from './json/graph-from-json.ts';
export type { GraphTensors } from './json/graph-tensors.ts';
export { graphToJson } from './json/graph-to-json.ts';
export { graphToDot } from './print/graph-dot.ts';
export { graphText } from './print/graph-text.ts';
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
export { seededRandom, type Random } from './random.ts';
export {
  recurrentLayers,
  type Recurrence,
  type RecurrentLayers,
  type RecurrentStates,
} from './net/recurrent-layers.ts';
