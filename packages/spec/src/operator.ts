/**
 * What an operator's specification consists of. Each file of `operators/` is one.
 *
 * @module
 */
import type { Sizes } from './layout.ts';
import type { SpecErrorCode } from './spec-error.ts';
import type { FloatTensor, Int32Tensor, Shape } from './tensor.ts';

/** The types of one operator: `inputs` and `outputs` by name, `attributes` after the defaults were filled in. */
export interface OperatorTypes {
  inputs: object;
  attributes: object;
  /** The attributes that have no default. */
  required: PropertyKey;
  outputs: object;
}

/** One input: the sizes of its axes by symbol, as `N,C,...S`; see `layout.ts`. */
export interface InputSpec {
  readonly layout: string;
  readonly optional?: true;
  /** `int32` for labels and lengths; a floating dtype otherwise. */
  readonly dtype?: 'int32';
}

/** A choice the spec makes where the mathematics leaves one, and why. */
export interface Policy {
  readonly at: string;
  readonly rule: string;
  readonly because: string;
}

/** What an operator's `infer` is asked with. */
export interface Question<T extends OperatorTypes> {
  /** The sizes the layouts bound: `sizes.N`, and `axes.S` for a run of axes. */
  readonly sizes: Sizes['sizes'];
  readonly axes: Sizes['axes'];
  /** The shape of an input; undefined for an optional one that was not given. */
  shape(input: keyof T['inputs']): Shape | undefined;
  /** The attributes as they were given. */
  readonly given: Partial<T['attributes']>;
  /** Throws the SpecError for this operator. */
  fail(code: SpecErrorCode, argument: string, expected: string, got: unknown): never;
}

/** The answer: every attribute filled in, and the shape of every output. */
export interface Inference<T extends OperatorTypes> {
  readonly attributes: T['attributes'];
  readonly outputs: { readonly [O in keyof T['outputs']]: Shape };
}

/** One operator of the spec. */
export interface OperatorSpec<T extends OperatorTypes = OperatorTypes> {
  readonly name: string;
  /** The definition on one line. */
  readonly formula: string;
  readonly inputs: { readonly [I in keyof T['inputs']]-?: InputSpec };
  /** The layout of each output. */
  readonly outputs: { readonly [O in keyof T['outputs']]: string };
  /** What each attribute means. */
  readonly attributes: { readonly [A in keyof T['attributes']]: string };
  readonly policies: readonly Policy[];
  infer(question: Question<T>): Inference<T>;
  /** What only the values of `labels` and `lengths` can show. */
  checkValues?(question: Question<T>, inputs: T['inputs'], attributes: T['attributes']): void;
}

/** The inputs of an operator of one tensor, elementwise or not. */
export interface OneInput {
  x: FloatTensor;
}
/** The inputs of an operator of two tensors. */
export interface TwoInputs {
  a: FloatTensor;
  b: FloatTensor;
}
/** The inputs of a classification loss. */
export interface ScoresAndLabels {
  scores: FloatTensor;
  labels: Int32Tensor;
}
/** The output of most operators. */
export interface OneOutput {
  y: FloatTensor;
}
/** The output of a loss. */
export interface Loss {
  loss: FloatTensor;
}
/** The attributes of an operator that has none. */
export type NoAttributes = Readonly<Record<string, never>>;
