/**
 * Drawing cases for the corpus: generated calls small enough to read, with every output and every gradient.
 *
 * They are drawn from the recipes of all generated cases as these are now. What was drawn is frozen: the files hold the calls,
 * and other recipes do not change them. The numbers are float32's,
 * so that one set of inputs serves both dtypes; NaN stands past the ends of sequences of unequal lengths, where nothing may
 * be read, and nowhere else. A case is kept if it proves something: its answers are finite, and some gradient is not 0.
 *
 * @module
 */
import { elementCount, type OperatorName, type Shape } from '@gradspec/spec';
import { recipeAt } from '../generated/generated-cases.ts';
import type { Recipe } from '../generated/recipe.ts';
import { outputShapesOf, type ShapedCall } from '../generated/shaped-call.ts';
import { workOf } from '../generated/work.ts';
import type { JsonTensors, OperatorVector } from '../vectors/types.ts';
import { vectorOf } from './vector-of.ts';

/** Where the corpus comes from. */
export const corpusSeed = 2026;

/** Operators with axes, windows, weights or time, where most mistakes are made: they have more cases than the others. */
const structured: ReadonlySet<OperatorName> = new Set([
  'conv',
  'convTranspose',
  'maxPool',
  'avgPool',
  'linear',
  'rnn',
  'lstm',
  'gru',
]);

/** How many cases of an operator the corpus has. */
export const corpusCount = (operator: OperatorName): number => (structured.has(operator) ? 150 : 70);

/** The most elements of a case's inputs and outputs together, and the most products. */
const [mostElements, mostWork] = [240, 1200];
/** How many calls in a row may be refused before it is said that there are no more. */
const patience = 3000;

/**
 * The cases of an operator in the order of their index, computed as they are asked for.
 *
 * @throws RangeError when there are not as many.
 */
export function* corpusVectors(operator: OperatorName): Generator<OperatorVector> {
  const seen = new Set<string>();
  let last = 0;
  for (let index = 0; seen.size < corpusCount(operator); index++) {
    if (index - last > patience)
      throw new RangeError(
        `corpus of ${operator}: expected ${corpusCount(operator)} different cases, found ${seen.size}`,
      );
    const recipe = finiteFloat32(recipeAt(operator, corpusSeed, index));
    const asked = JSON.stringify([recipe.call.shapes, recipe.call.attributes]);
    if (!isSmall(recipe.call) || seen.has(asked)) continue;
    const vector = vectorOf(recipe, { seed: corpusSeed, index });
    if (!provesSomething(vector)) continue;
    seen.add(asked);
    last = index;
    yield vector;
  }
}

/** The recipe with finite numbers of float32, and all gradients wanted. */
const finiteFloat32 = (recipe: Recipe): Recipe => ({
  ...recipe,
  wanted: undefined,
  dtype: 'float32',
  fill: { ...recipe.fill, nonFinite: false },
});

function isSmall(call: ShapedCall): boolean {
  const all: readonly Shape[] = [...Object.values(call.shapes), ...Object.values(outputShapesOf(call))];
  return all.reduce((sum, shape) => sum + elementCount(shape), 0) <= mostElements && workOf(call) <= mostWork;
}

function provesSomething({ outputs, inputGrads }: OperatorVector): boolean {
  const numbers = (tensors: JsonTensors = {}) =>
    Object.values(tensors).flatMap(({ data }) => data.map(Number));
  const gradients = numbers(inputGrads);
  return [...numbers(outputs), ...gradients].every(Number.isFinite) && gradients.some((value) => value !== 0);
}
