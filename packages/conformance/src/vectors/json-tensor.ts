/**
 * Tensors between JSON and memory.
 *
 * @module
 */
import { elementCount, tensor, type FloatDtype, type FloatTensor, type Tensor } from '@gradspec/spec';
import type { JsonTensor, JsonTensors } from './types.ts';

/** A JSON tensor in a dtype: decimal inputs are rounded to it. */
export function fromJson(json: JsonTensor, dtype: FloatDtype): Tensor {
  return tensor(json.dtype ?? dtype, json.shape, json.data.map(Number));
}

/** The same for tensors by name. */
export function fromJsonAll(json: JsonTensors = {}, dtype: FloatDtype): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(json).map(([name, one]) => [name, fromJson(one, dtype)]));
}

/** The same where every tensor is known to be floating: gradients. */
export function gradientsFromJson(
  json: JsonTensors | undefined,
  dtype: FloatDtype,
): Record<string, FloatTensor> {
  return fromJsonAll(json, dtype) as Record<string, FloatTensor>;
}

/** Numbers as JSON writes them, with NaN, ±∞ and −0 as strings. */
export function toJson(shape: readonly number[], data: ArrayLike<number>): JsonTensor {
  if (data.length !== elementCount(shape))
    throw new RangeError(`toJson: shape [${shape}] and ${data.length} values`);
  return { shape, data: Array.from(data, jsonNumber) };
}

function jsonNumber(value: number): JsonTensor['data'][number] {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : value;
  return String(value) as 'NaN' | 'Infinity' | '-Infinity';
}
