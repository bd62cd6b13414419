/**
 * A generated case as a vector: its call, and the exact answers.
 *
 * @module
 */
import type { Tensor } from '@gradspec/spec';
import { makeCase } from '../generated/case.ts';
import { fillText } from '../generated/fill-kinds.ts';
import type { Recipe } from '../generated/recipe.ts';
import { toJson } from '../vectors/json-tensor.ts';
import type { JsonTensors, OperatorVector } from '../vectors/types.ts';
import { answered } from './answered.ts';

type Tensors = Readonly<Record<string, Tensor>>;

/** The vector of a recipe whose numbers are finite and of float32. */
export function vectorOf(recipe: Recipe, from: { seed: number; index: number }): OperatorVector {
  const { operator, attributes, fill, inputs, outputGrads } = makeCase(recipe);
  return answered({
    id: `${kebab(operator)}/generated-${from.index}`,
    kind: 'operator',
    description: { en: numbersText(fill) },
    source: { reference: `generated, seed ${from.seed}, index ${from.index}` },
    operator,
    inputs: jsonOf(inputs),
    ...(Object.keys(attributes).length > 0 && { attributes }),
    outputGrads: jsonOf(outputGrads),
  });
}

const jsonOf = (tensors: Tensors): JsonTensors =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, { dtype, shape, data }]) => [
      name,
      { ...(dtype === 'int32' && { dtype }), ...toJson(shape, Array.from(data)) },
    ]),
  );

/** What the numbers are like, as a sentence. */
function numbersText({ kind, reach }: Recipe['fill']): string {
  const text = fillText(kind, reach);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
