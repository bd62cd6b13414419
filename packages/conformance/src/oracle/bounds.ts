/**
 * The bound of every value and gradient of a trace, for one dtype.
 *
 * @module
 */
import type { FloatDtype, FloatTensor, Tensor } from '@gradspec/spec';
import {
  fftErrors,
  nonFiniteErrors,
  winogradErrors,
  type Bounded,
  type ConvolutionAttributes,
} from '../tolerance/index.ts';
import { adjoints, values } from './evaluate.ts';
import { floats } from './float-field.ts';
import type { Expression } from './tape.ts';
import { seedsOf, type Trace } from './trace.ts';

/** A convolution of a trace that is computed through transforms: which, and the names of its operands and its output. */
export interface TransformedNode extends ConvolutionAttributes {
  readonly bound: 'fft' | 'winograd';
  readonly x: string;
  readonly w: string;
  readonly y: string;
}

/** Bounds by name, in row-major order; 0 means that the value is exact. */
export interface Bounds {
  readonly values: Readonly<Record<string, readonly number[]>>;
  readonly gradients: Readonly<Record<string, readonly number[]>>;
}

interface Extra {
  readonly values: ReadonlyMap<Expression, number>;
  readonly gradients: ReadonlyMap<Expression, number>;
}

/** What else there is to know about a trace's errors. */
export interface BoundOptions {
  /** The nodes that keep the bound of a transform; all others keep the direct one. */
  readonly transformed?: readonly TransformedNode[];
  /** How far an input itself may be off, such as half of its last printed digit. */
  readonly leafError?: (value: number) => number;
}

/** The bound of every value and gradient of a trace. */
export function bounds(
  trace: Trace,
  inputs: Readonly<Record<string, Tensor>>,
  outputGrads: Readonly<Record<string, FloatTensor>>,
  dtype: FloatDtype,
  { transformed = [], leafError = () => 0 }: BoundOptions = {},
): Bounds {
  const field = nonFiniteErrors(dtype);
  const given = (value: number): Bounded => {
    const error = leafError(value);
    return error === 0 ? field.of(value) : { value, error };
  };
  const extra = transformErrors(trace, inputs, outputGrads, dtype, transformed);
  const widen = (by: ReadonlyMap<Expression, number>) => (expression: Expression, bounded: Bounded) => {
    const more = by.get(expression);
    return more === undefined ? bounded : { value: bounded.value, error: bounded.error + more };
  };
  const leaf = (input: string, position: number) => given(inputs[input]!.data[position]!);
  const computed = values(trace.tape, field, leaf, widen(extra.values));
  const seeds = seedsOf(trace, outputGrads, given);
  const flowing = adjoints(trace.tape, computed, field, seeds, widen(extra.gradients));
  const result = { values: {} as Record<string, number[]>, gradients: {} as Record<string, number[]> };
  for (const [name, { expressions }] of trace.values) {
    result.values[name] = expressions.map((expression) => computed[expression]!.error);
    result.gradients[name] = expressions.map(
      // Where nothing flows the gradient is 0, but a transform leaves its rounding there too.
      (expression) => flowing[expression]?.error ?? extra.gradients.get(expression) ?? 0,
    );
  }
  return result;
}

function transformErrors(
  trace: Trace,
  inputs: Readonly<Record<string, Tensor>>,
  outputGrads: Readonly<Record<string, FloatTensor>>,
  dtype: FloatDtype,
  transformed: readonly TransformedNode[],
): Extra {
  const extra = { values: new Map<Expression, number>(), gradients: new Map<Expression, number>() };
  if (transformed.length === 0) return extra;
  const computed = values(trace.tape, floats, (input, position) => inputs[input]!.data[position]!);
  const flowing = adjoints(
    trace.tape,
    computed,
    floats,
    seedsOf(trace, outputGrads, (value) => value),
  );
  for (const node of transformed) {
    const [x, w, y] = [node.x, node.w, node.y].map((name) => trace.values.get(name)!);
    const numbers = (
      of: readonly (number | undefined)[],
      { expressions }: { expressions: readonly Expression[] },
    ) => expressions.map((expression) => of[expression] ?? 0);
    const errors = (node.bound === 'fft' ? fftErrors : winogradErrors)(dtype, node, {
      x: { shape: x!.shape, data: numbers(computed, x!) },
      w: { shape: w!.shape, data: numbers(computed, w!) },
      dy: { shape: y!.shape, data: numbers(flowing, y!) },
    });
    y!.expressions.forEach((expression, i) => extra.values.set(expression, errors.y[i]!));
    x!.expressions.forEach((expression, i) => extra.gradients.set(expression, errors.dx[i]!));
    w!.expressions.forEach((expression, i) => extra.gradients.set(expression, errors.dw[i]!));
  }
  return extra;
}
