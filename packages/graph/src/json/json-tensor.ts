/**
 * Tensors in JSON: `{"dtype": "float32", "shape": [2, 2], "data": [1, -0.5, "NaN", "-0"]}`. float64 is not written.
 *
 * JavaScript prints a float64 with as many digits as it needs to be read back as itself, and a float32 is a float64, so
 * what is written comes back bit for bit (of a NaN, that it is one). JSON has neither NaN nor infinities, and its writer here drops the sign of a zero:
 * those four are strings.
 *
 * @module
 */
import { elementCount, tensor, type Dtype, type Tensor } from '@gradspec/spec';
import { badJson, inside, list, objectOf } from './place.ts';

/** A number in JSON. */
type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity' | '-0';

/** A tensor in JSON; its dtype is float64 where none is said. */
export interface JsonTensor {
  readonly dtype?: Dtype;
  readonly shape: readonly number[];
  readonly data: readonly JsonNumber[];
}

const dtypes: readonly unknown[] = ['float32', 'float64', 'int32'] satisfies Dtype[];
const words: readonly unknown[] = ['NaN', 'Infinity', '-Infinity', '-0'];

/**
 * A tensor as JSON.
 *
 * @throws GraphError `bad-json` naming the place when data does not fill the shape.
 */
export function tensorToJson({ dtype, shape, data }: Tensor, place: string): JsonTensor {
  checkCount(shape, data.length, place);
  const numbers = Array.from<number, JsonNumber>(data, jsonNumber);
  return dtype === 'float64' ? { shape, data: numbers } : { dtype, shape, data: numbers };
}

/** A number as JSON can hold it. */
export function jsonNumber(value: number): JsonNumber {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : value;
  return String(value) as 'NaN' | 'Infinity' | '-Infinity';
}

/**
 * A tensor from JSON, with memory of its own. A decimal is rounded to the dtype once.
 *
 * @throws GraphError `bad-json` naming the place of what is wrong.
 */
export function tensorFromJson(json: unknown, place: string): Tensor {
  const { dtype = 'float64', shape, data } = objectOf(json, place, ['shape', 'data'], ['dtype']);
  if (!dtypes.includes(dtype)) throw badJson(inside(place, 'dtype'), 'float32, float64 or int32', dtype);
  const sizes = list(shape, inside(place, 'shape')).map((size, axis) => {
    if (!Number.isSafeInteger(size) || (size as number) < 0)
      throw badJson(inside(inside(place, 'shape'), axis), 'an integer of at least 0', size);
    return size as number;
  });
  const elements = list(data, inside(place, 'data'));
  checkCount(sizes, elements.length, place);
  const numbers = new Float64Array(elements.length);
  const accepts = accepted[dtype as Dtype];
  for (let i = 0; i < elements.length; i++) {
    const element = elements[i];
    const value = words.includes(element) && dtype !== 'int32' ? Number(element) : element;
    if (typeof value !== 'number' || (value === element && !accepts.test(value)))
      throw badJson(inside(inside(place, 'data'), i), accepts.text, element);
    numbers[i] = value;
  }
  return tensor(dtype as Dtype, sizes, numbers);
}

/** The numbers that a dtype has, as they stand in JSON: 1e999 is none, nor is 1e39 for float32. */
const accepted: Readonly<Record<Dtype, { readonly text: string; test(value: number): boolean }>> = {
  float64: { text: 'a number of float64, NaN, Infinity, -Infinity or -0', test: Number.isFinite },
  float32: {
    text: 'a number of float32, NaN, Infinity, -Infinity or -0',
    test: (value) => Number.isFinite(Math.fround(value)),
  },
  int32: { text: 'an integer of 32 bits', test: (value) => (value | 0) === value },
};

function checkCount(shape: readonly number[], length: number, place: string): void {
  const count = elementCount(shape);
  if (length !== count)
    throw badJson(inside(place, 'data'), `${count} numbers for shape [${shape.join(', ')}]`, length);
}
