/**
 * What an adapter is: a third-party engine as an implementation of the spec, and its calls made ready to be timed.
 *
 * @module
 */
import type {
  Attributes,
  Implementation,
  Inputs,
  MaybePromise,
  OperatorName,
  OutputGrads,
} from '@gradspec/spec';

/**
 * One call made ready to be timed: its inputs lie in the engine, in the engine's own layout. Every run ends with its results
 * handed out as plain numbers in that layout, where the engine computes in the memory of WebAssembly.
 */
export interface PreparedCall {
  /** Runs to completion. */
  forward(): MaybePromise<void>;
  /** The gradient of one input alone. Absent where the engine has no kernel for it. */
  readonly gradients: { readonly [input: string]: (() => MaybePromise<void>) | undefined };
  /**
   * All gradients of the parameters and inputs together, forward included, as a training step does. Absent where the
   * engine does not train this operator.
   */
  train?(): MaybePromise<void>;
  /** Gives back what the call holds in the engine. */
  close(): MaybePromise<void>;
}

/** A third-party engine as an implementation. */
export interface Adapter extends Implementation {
  /** Differences of convention, one sentence each: layouts, gate orders, attributes it lacks. */
  readonly conventions: readonly string[];
  /**
   * Makes one call ready; undefined when the engine does not have the operator at all.
   *
   * @throws SpecError for a call that is wrong, and with the code `not-implemented` for one that the engine cannot do.
   */
  prepare<Op extends OperatorName>(
    operator: Op,
    inputs: Inputs<Op>,
    attributes: Attributes<Op>,
    outputGrads: OutputGrads<Op>,
  ): Promise<PreparedCall | undefined>;
  /** Ends what the engine keeps running, such as a process. Prepared calls are closed before. */
  close(): MaybePromise<void>;
}
