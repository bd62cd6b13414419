/**
 * A generated case as a vector: its call, and the exact answers.
 *
 * The answers come from fractions, or from 80 digits where functions occur, and are rounded once, to float64; both dtypes
 * are judged by them.
 *
 * @module
 */
import type { Tensor } from '@gradspec/spec';
import { makeCase } from '../generated/case.ts';
import { fillText } from '../generated/fill-kinds.ts';
import type { Recipe } from '../generated/recipe.ts';
import { recomputeOperator } from '../recompute/operator.ts';
import { toJson } from '../vectors/json-tensor.ts';
import type { JsonTensors, OperatorVector } from '../vectors/types.ts';

type Tensors = Readonly<Record<string, Tensor>>;

/** The vector of a recipe whose numbers are finite and of float32. */
export function vectorOf(recipe: Recipe, from: { seed: number; index: number }): OperatorVector {
  const { operator, attributes, fill, inputs, outputGrads } = makeCase(recipe);
  const call: Omit<OperatorVector, 'outputs'> = {
    id: `${kebab(operator)}/generated-${from.index}`,
    kind: 'operator',
    description: { en: numbersText(fill) },
    source: { reference: `generated, seed ${from.seed}, index ${from.index}` },
    operator,
    inputs: jsonOf(inputs, zeroForNaN),
    ...(Object.keys(attributes).length > 0 && { attributes }),
    outputGrads: jsonOf(outputGrads, zeroForNaN),
  };
  const { vector } = recomputeOperator(call as OperatorVector);
  return { ...(vector as OperatorVector), inputs: jsonOf(inputs), outputGrads: jsonOf(outputGrads) };
}

/** What is never read, past the end of a sequence, is NaN in the vector; fractions have no NaN, and take 0. */
const zeroForNaN = (value: number): number => (Number.isNaN(value) ? 0 : value);

const jsonOf = (tensors: Tensors, as: (value: number) => number = (value) => value): JsonTensors =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, { dtype, shape, data }]) => [
      name,
      { ...(dtype === 'int32' && { dtype }), ...toJson(shape, Array.from(data, as)) },
    ]),
  );

/** What the numbers are like, as a sentence. */
function numbersText({ kind, reach }: Recipe['fill']): string {
  const text = fillText(kind, reach);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
