/** Nodes of the gates on one line each, and numbers as scalars. */
import { tensor, type FloatTensor, type Tensor } from '@gradspec/spec';
import type { GraphNode, Ref } from '../src/index.ts';

/** y = a + b. */
export const add = (name: string, a: Ref, b: Ref): GraphNode => ({ name, operator: 'add', inputs: { a, b } });
/** y = a · b. */
export const multiply = (name: string, a: Ref, b: Ref): GraphNode => ({
  name,
  operator: 'multiply',
  inputs: { a, b },
});
/** y = max(a, b). */
export const maximum = (name: string, a: Ref, b: Ref): GraphNode => ({
  name,
  operator: 'maximum',
  inputs: { a, b },
});
/** y = value · x. */
export const scale = (name: string, x: Ref, value: number): GraphNode => ({
  name,
  operator: 'scale',
  inputs: { x },
  attributes: { value },
});
/** y = value + x. */
export const addConstant = (name: string, x: Ref, value: number): GraphNode => ({
  name,
  operator: 'addConstant',
  inputs: { x },
  attributes: { value },
});
/** y = e^x, 1/x, σ(x). */
export const apply = (name: string, operator: 'exp' | 'reciprocal' | 'sigmoid', x: Ref): GraphNode => ({
  name,
  operator,
  inputs: { x },
});

/** A float64 scalar. */
export const scalar = (value: number): FloatTensor => tensor('float64', [], [value]);

/** Every number as a scalar. */
export const scalars = (values: Readonly<Record<string, number>>): Record<string, FloatTensor> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, scalar(value)]));

/** The numbers of some tensors, by name; −0 as 0. */
export const numbers = (tensors: ReadonlyMap<string, Tensor>): Record<string, number[]> =>
  Object.fromEntries([...tensors].map(([name, { data }]) => [name, Array.from(data, (value) => value + 0)]));

/** The same for scalars. */
export const scalarNumbers = (tensors: ReadonlyMap<string, Tensor>): Record<string, number> =>
  Object.fromEntries(Object.entries(numbers(tensors)).map(([name, values]) => [name, values[0]!]));
