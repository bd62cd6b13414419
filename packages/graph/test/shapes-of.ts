/** The shape of every value of a model by the spec's own inference: nothing runs. */
import { inferShapes, type OperatorName, type Shape } from '@gradspec/spec';
import { topologicalOrder, type Model, type Ref } from '../src/index.ts';
import { outputsOf, readsOf } from '../src/graph.ts';

/**
 * Shapes by name.
 *
 * @param data - The shapes of the inputs that are no parameters.
 */
export function shapesOf({ graph, parameters }: Model, data: Readonly<Record<string, Shape>>) {
  const shapes = new Map<Ref, Shape>(Object.entries(data));
  for (const [name, { shape }] of Object.entries(parameters)) shapes.set(name, shape);
  for (const node of topologicalOrder(graph)) {
    const read = Object.fromEntries(readsOf(node).map(([input, ref]) => [input, shapes.get(ref)!]));
    const { outputShapes } = inferShapes<OperatorName>(node.operator, read, node.attributes);
    for (const [output, ref] of outputsOf(node))
      shapes.set(ref, (outputShapes as Readonly<Record<string, Shape>>)[output]!);
  }
  return shapes;
}
