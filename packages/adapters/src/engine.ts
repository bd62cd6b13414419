/**
 * How an engine is described to this package: per operator, how a call is opened in it.
 *
 * An open call is the one thing that both faces of an adapter are made of: the kernels run it once and read the result,
 * a prepared call runs it as often as it is asked to. So what is timed is what was compared.
 *
 * @module
 */
import type {
  Call,
  FloatDtype,
  FloatTensor,
  Implementation,
  MaybePromise,
  OperatorName,
  Outputs,
} from '@gradspec/spec';

/** Floating tensors by name. */
export type Tensors = Readonly<Record<string, FloatTensor>>;

/** Something the engine computes. */
export interface Computation<R> {
  /** Computes, to completion, and hands the result out of the engine's memory in the engine's own layout. */
  run(): MaybePromise<void>;
  /** What the last run computed, copied out in the spec's layout. */
  read(): MaybePromise<R>;
}

/** A call whose tensors lie in the engine. */
export interface EngineCall {
  readonly forward: Computation<Tensors>;
  /** Per floating input that was given, its gradient alone, or in a few words why the engine has none. */
  readonly gradients: Readonly<Record<string, Computation<FloatTensor> | string>>;
  /** Forward and all gradients together, where the engine does that as one thing. */
  readonly training?: Computation<Tensors>;
  readonly close: () => MaybePromise<void>;
}

/** How one operator is opened in an engine. */
export interface EngineOperator<Op extends OperatorName> {
  /** Whether the engine can compute any gradient of this operator. */
  readonly backward: boolean;
  /**
   * Puts a call, known to be right, into the engine. Without output gradients only forward is wanted.
   *
   * @throws SpecError `not-implemented` for a call that the engine cannot do.
   */
  open(call: Call<Op>, outputGrads: Outputs<Op> | undefined): MaybePromise<EngineCall>;
}

/** The operators of an engine. */
export type EngineOperators = { readonly [Op in OperatorName]?: EngineOperator<Op> };

/** An engine. */
export interface Engine {
  readonly name: string;
  readonly version: string;
  /** The dtypes that it computes. */
  readonly dtypes: readonly FloatDtype[];
  readonly operators: EngineOperators;
  readonly claims?: NonNullable<Implementation['claims']>;
  readonly conventions: readonly string[];
  close?(): MaybePromise<void>;
}
