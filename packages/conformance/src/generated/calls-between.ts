/**
 * Calls that are made between the forward and the backward of another one. What they return is not looked at: they are
 * there for a kernel that keeps something from call to call, a cache or a buffer, to show itself in the call around them.
 *
 * @module
 */
import {
  elementCount,
  tensor,
  type FloatDtype,
  type FloatTensor,
  type Kernel,
  type OperatorName,
  type Tensor,
} from '@gradspec/spec';
import type { Tensors } from '../runner/any-kernel.ts';
import { makeCase } from './case.ts';
import { recipeAt } from './generated-cases.ts';
import type { Recipe } from './recipe.ts';

/** One call of an operator. */
interface Call {
  readonly inputs: Tensors;
  readonly attributes?: object | undefined;
}

/** So many calls are drawn, of which small ones are taken. */
const drawn = 12;

const drawings = new Map<OperatorName, readonly Recipe[]>();

/** Some calls of an operator with finite numbers, small ones first; drawn once. */
function recipesOf(operator: OperatorName): readonly Recipe[] {
  const known = drawings.get(operator);
  if (known) return known;
  const sizeOf = ({ call }: Recipe) =>
    Object.values(call.shapes).reduce((sum, shape) => sum + elementCount(shape), 0);
  const recipes = Array.from({ length: drawn }, (_, index) => recipeAt(operator, 0, index))
    .map((recipe) => ({ ...recipe, fill: { ...recipe.fill, nonFinite: false } }))
    .filter((recipe) => sizeOf(recipe) > 0)
    .sort((a, b) => sizeOf(a) - sizeOf(b));
  drawings.set(operator, recipes);
  return recipes;
}

/** The tensors with each number by a function of it and of its tensor's place; labels and lengths stay. */
const changed = <T extends Tensor>(
  tensors: Readonly<Record<string, T>>,
  change: (value: number, place: number) => number,
): Readonly<Record<string, T>> =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, one], place) => {
      if (one.dtype === 'int32') return [name, one];
      const data = Array.from(one.data, (value) => change(value, place));
      return [name, tensor(one.dtype, one.shape, data) as T];
    }),
  );

/** Inputs with 1 − x for x, 1 − 2x for the next one's and so on: products, squares and differences of them are others, too. */
export const otherNumbers = (inputs: Tensors): Tensors =>
  changed(inputs, (value, place) => 1 - (place + 1) * value);

/** Output gradients twice as large: added to those before or after, they leave something other than these. */
export const doubled = (outputGrads: Readonly<Record<string, FloatTensor>>) =>
  changed(outputGrads, (value) => 2 * value);

/** A call of the operator whose shapes are not those of `inputs`. */
export function callOfOtherShapes(operator: OperatorName, inputs: Tensors, dtype: FloatDtype): Call {
  const shown = (shapes: readonly (readonly number[])[]) => JSON.stringify(shapes);
  const shapes = shown(Object.values(inputs).map(({ shape }) => shape));
  const recipe = recipesOf(operator).find(({ call }) => shown(Object.values(call.shapes)) !== shapes)!;
  return makeCase({ ...recipe, dtype });
}

/** Makes a call between others. That it is refused is no finding: whether it should be is judged where it is the call under test. */
export async function callBetween(kernel: Kernel<OperatorName>, { inputs, attributes }: Call): Promise<void> {
  try {
    await kernel.forward(inputs as never, attributes);
  } catch {
    return;
  }
}
