/**
 * Builds a model by saying its inputs, parameters and nodes one after the other. Every word returns the name of what it
 * adds, to be read by those after it.
 *
 * @module
 */
import type { Attributes, OperatorName, Shape } from '@gradspec/spec';
import type { GraphNode, NodeOf, Ref } from '../graph.ts';
import { standardInitial, type Initial } from './initial.ts';
import { checkModel, type Model, type ParameterOf } from './model.ts';

/** A net that is being built. */
export interface NetBuilder {
  /** Adds an input that is data. */
  input(name: string): Ref;
  /**
   * Adds an input that is learnt.
   *
   * @param initial - What it starts with; by default `fanIn` for two axes or more, zeros for fewer.
   * @throws RangeError when a size of the shape is not an integer of at least 0.
   */
  parameter(name: string, shape: Shape, initial?: Initial): Ref;
  /** Adds a node and returns its name; the outputs of an operator with several are `name.h`, `name.hT`, …. */
  node<Op extends OperatorName>(
    name: string,
    operator: Op,
    inputs: NodeOf<Op>['inputs'],
    attributes?: Attributes<Op>,
  ): Ref;
  /**
   * What was built so far, as a model; what is added later is not in it.
   *
   * @param loss - The value that is made small, a scalar.
   * @throws GraphError for a graph that is wrong (`duplicate-name`, `unknown-reference`, …), `bad-loss`, and
   *   `unused-parameter` naming every parameter from which no way leads to the loss.
   */
  model(loss: Ref): Model;
}

/** A builder with nothing in it yet. */
export function netBuilder(): NetBuilder {
  const graphInputs: string[] = [];
  const nodes: GraphNode[] = [];
  const parameters = new Map<string, ParameterOf>();
  const input = (name: string): Ref => {
    graphInputs.push(name);
    return name;
  };
  return {
    input,
    parameter(name, shape, initial = standardInitial) {
      checkShape(name, shape);
      parameters.set(name, { shape: [...shape], initial });
      return input(name);
    },
    node<Op extends OperatorName>(
      name: string,
      operator: Op,
      inputs: NodeOf<Op>['inputs'],
      attributes?: Attributes<Op>,
    ): Ref {
      const node: NodeOf<Op> = { name, operator, inputs, ...(attributes && { attributes }) };
      const ofSomeOperator: Pick<GraphNode, 'name' | 'operator'> = node;
      nodes.push(ofSomeOperator as GraphNode);
      return name;
    },
    model(loss) {
      const graph = { inputs: [...graphInputs], nodes: [...nodes] };
      const model: Model = { graph, parameters: Object.fromEntries(parameters), loss };
      checkModel(model);
      return model;
    },
  };
}

function checkShape(name: string, shape: Shape): void {
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0))
    throw new RangeError(
      `parameter ${name}: shape expected integers of at least 0, got [${shape.join(', ')}]`,
    );
}
