/**
 * The bound of every value and gradient of a trace, for one dtype.
 *
 * @module
 */
import type { FloatDtype, FloatTensor, OperatorName, Tensor } from '@gradspec/spec';
import { nonFiniteErrors, transformedErrors, type Bounded } from '../tolerance/index.ts';
import { boundedAdjoints } from './bounded-adjoints.ts';
import { adjoints, values } from './evaluate.ts';
import { floats } from './float-field.ts';
import type { Expression } from './tape.ts';
import { seedsOf, type Trace, type TraceableNode } from './trace.ts';

/** A node of a trace that is computed through transforms: which, and the names of its operands and its output. */
export interface TransformedNode {
  readonly operator: OperatorName;
  readonly attributes: object;
  readonly bound: 'fft' | 'winograd';
  readonly x: string;
  /** Left out where the operator has none. */
  readonly w?: string | undefined;
  readonly y: string;
}

/** The nodes of a graph that keep the bound of a transform; `boundOf` says what each was promised. */
export function transformedNodes(
  nodes: readonly TraceableNode[],
  boundOf: (node: TraceableNode) => 'direct' | TransformedNode['bound'],
): readonly TransformedNode[] {
  return nodes.flatMap((node) => {
    const { name, operator, inputs, attributes = {} } = node;
    const bound = boundOf(node);
    return bound === 'direct' ? [] : [{ operator, attributes, bound, x: inputs.x!, w: inputs.w, y: name }];
  });
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
  const flowing = boundedAdjoints(trace, computed, field, seeds, widen(extra.gradients));
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
    const traced = (name: string) => trace.values.get(name)!;
    const planes = (name: string, of: readonly (number | undefined)[]) => ({
      shape: traced(name).shape,
      data: traced(name).expressions.map((expression) => of[expression] ?? 0),
    });
    const errors = transformedErrors(node.operator, node.bound, dtype, {
      attributes: node.attributes,
      operands: {
        x: planes(node.x, computed),
        w: node.w === undefined ? undefined : planes(node.w, computed),
        dy: planes(node.y, flowing),
      },
    });
    if (!errors) continue;
    const note = (
      into: Map<Expression, number>,
      name: string | undefined,
      of: readonly number[] | undefined,
    ) => {
      if (name === undefined || !of) return;
      // Elements can be one expression, as those that are nothing but the bias: it has the largest of their errors.
      traced(name).expressions.forEach((expression, i) =>
        into.set(expression, Math.max(into.get(expression) ?? 0, of[i]!)),
      );
    };
    note(extra.values, node.y, errors.y);
    note(extra.gradients, node.x, errors.x);
    note(extra.gradients, node.w, errors.w);
  }
  return extra;
}
