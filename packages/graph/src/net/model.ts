/**
 * A model: a graph, which of its inputs are parameters, and which value is the loss. The other inputs are data.
 *
 * @module
 */
import type { Shape } from '@gradspec/spec';
import { GraphError } from '../graph-error.ts';
import { leadingTo, outputsOf, type Graph, type Ref } from '../graph.ts';
import { nearestNames } from '../nearest-names.ts';
import { topologicalOrder } from '../topological-order.ts';
import type { Initial } from './initial.ts';

/** A parameter: its shape, and what it holds before anything is learnt. */
export interface ParameterOf {
  readonly shape: Shape;
  readonly initial: Initial;
}

/** What can be trained: plain data, beside the functions that make the first parameters. */
export interface Model {
  readonly graph: Graph;
  /** The graph's inputs that are learnt, by name. */
  readonly parameters: Readonly<Record<string, ParameterOf>>;
  /** The value that is made small: a scalar. */
  readonly loss: Ref;
}

/**
 * Throws unless the model's graph, its parameters and its loss fit together.
 *
 * @throws GraphError: those of `topologicalOrder`; `bad-loss` for a loss that is no value of the graph; `bad-parameter`
 *   for a parameter that is no input of it; `unused-parameter`, with all of them, for parameters from which no way leads
 *   to the loss: their gradient would be zero for ever.
 */
export function checkModel({ graph, parameters, loss }: Model): void {
  const order = topologicalOrder(graph);
  const names = Object.keys(parameters);
  const inputs = new Set(graph.inputs);
  const values = new Set([...inputs, ...order.flatMap((node) => outputsOf(node).map(([, ref]) => ref))]);
  if (!values.has(loss))
    throw new GraphError('bad-loss', [loss], `loss ${loss}: no such value${nearestNames(loss, values)}`);
  const strange = names.find((name) => !inputs.has(name));
  if (strange !== undefined) {
    const near = nearestNames(strange, inputs);
    throw new GraphError('bad-parameter', [strange], `parameter ${strange}: no such input${near}`);
  }
  const leading = leadingTo([loss], order);
  const unused = names.filter((name) => !leading.has(name));
  if (unused.length > 0) throw unusedParameters(unused, loss);
}

function unusedParameters(unused: readonly string[], loss: Ref): GraphError {
  const [what, them] = unused.length === 1 ? ['parameter', 'it'] : ['parameters', 'them'];
  const message = `${what} ${unused.join(', ')}: no way leads from ${them} to the loss ${loss}`;
  return new GraphError('unused-parameter', unused, message);
}
