/**
 * What a test and the process that it starts tell each other, as JSON.
 *
 * @module
 */
import type { Dtype, OperatorName, Shape } from '@gradspec/spec';

/** A tensor with its elements as numbers. */
export interface Plain {
  readonly dtype?: Dtype;
  readonly shape: Shape;
  readonly data: readonly number[];
}
/** Tensors by name. */
export type Plains = Readonly<Record<string, Plain>>;

/** A call with output gradients. */
export interface PlainCall {
  readonly operator: OperatorName;
  readonly inputs: Plains;
  readonly attributes: object;
  readonly outputGrads: Plains;
}

/** Tensors, or the message of the error that came instead. */
export type Outcome = { readonly tensors: Plains } | { readonly error: string };

/** What an adapter made of a call. */
export interface CallReport {
  readonly forward: Outcome;
  /** All gradients at once; absent where the kernel has no backward. */
  readonly backward?: Outcome;
  /** Each gradient alone. */
  readonly alone: Readonly<Record<string, Outcome>>;
  /** What could be run of the prepared call, or the message of the error. */
  readonly prepared: { readonly ran: readonly string[] } | { readonly error: string } | undefined;
}

/** What an adapter said about itself, and did with each call. */
export interface AdapterReport {
  readonly name: string;
  readonly version: string;
  readonly operators: readonly string[];
  readonly conventions: readonly string[];
  readonly calls: readonly CallReport[];
}
