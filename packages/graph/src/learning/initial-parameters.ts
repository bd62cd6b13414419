/**
 * The parameters of a model before anything is learnt. Each has a stream of random numbers of its own, made of the seed
 * and its name, so that adding a parameter, or saying them in another order, changes no other.
 *
 * @module
 */
import { elementCount, tensor, type FloatDtype, type FloatTensor } from '@gradspec/spec';
import type { Model, ParameterOf } from '../net/model.ts';
import { namedRandom } from '../random.ts';
import type { Parameters } from './parameters.ts';

/** Where the numbers come from, and how they are kept. */
export interface InitialParametersOptions {
  /** An integer from 0 to 2⁵³ − 1. */
  readonly seed: number;
  /** Values are made in float64 and rounded to it once: both dtypes start from the same numbers. */
  readonly dtype: FloatDtype;
}

/**
 * A tensor for each parameter of the model, the same for the same seed on every machine.
 *
 * @throws RangeError for a seed that is none, and for initial values that do not fill the shape or are not finite.
 */
export function initialParameters(model: Model, { seed, dtype }: InitialParametersOptions): Parameters {
  const entries = Object.entries(model.parameters);
  return Object.fromEntries(
    entries.map(([name, parameter]) => [name, initialTensor(name, parameter, seed, dtype)]),
  );
}

function initialTensor(
  name: string,
  { shape, initial }: ParameterOf,
  seed: number,
  dtype: FloatDtype,
): FloatTensor {
  const values = Array.from(initial(shape, namedRandom(seed, name)));
  const count = elementCount(shape);
  const expected = `parameter ${name}: initial values expected`;
  if (values.length !== count)
    throw new RangeError(`${expected} ${count} numbers for [${shape.join(', ')}], got ${values.length}`);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new RangeError(`${expected} finite numbers, got ${values[wrong]} at ${wrong}`);
  return tensor(dtype, shape, values);
}
