/**
 * What an implementation of the spec is: a kernel per operator it has.
 *
 * @module
 */
import type {
  Attributes,
  InputGrads,
  InputName,
  Inputs,
  OperatorName,
  OutputGrads,
  Outputs,
} from './operators.ts';

/** A value, or the promise of one: for engines that are not synchronous. */
export type MaybePromise<T> = T | Promise<T>;

/** One operator, forward and (if it can) backward. Neither changes a tensor it is given, nor returns memory of one. */
export interface Kernel<Op extends OperatorName> {
  /**
   * The operator. `saved` is whatever `backward` wants to have back; it holds ordinary memory.
   *
   * @throws SpecError for a call that is wrong.
   */
  forward(
    inputs: Inputs<Op>,
    attributes?: Attributes<Op>,
  ): MaybePromise<{ outputs: Outputs<Op>; saved: unknown }>;
  /**
   * The vector-Jacobian product: for each wanted input (by default every floating one that was given) a gradient of its
   * shape. An output gradient that is left out counts as zero.
   *
   * @throws SpecError for a call that is wrong.
   */
  backward?(
    outputGrads: OutputGrads<Op>,
    saved: unknown,
    wanted?: readonly InputName<Op>[],
  ): MaybePromise<InputGrads<Op>>;
}

/** A kernel that answers at once. The four of this project are. */
export interface SyncKernel<Op extends OperatorName> extends Kernel<Op> {
  forward(inputs: Inputs<Op>, attributes?: Attributes<Op>): { outputs: Outputs<Op>; saved: unknown };
  backward(outputGrads: OutputGrads<Op>, saved: unknown, wanted?: readonly InputName<Op>[]): InputGrads<Op>;
}

/** What an implementation promises about one operator beyond having it. */
export interface Claim {
  /**
   * The error bound it promises: `direct` for sums of products in any order (the default), `fft` for products of spectra,
   * whose error is bounded by the norms of the whole operands only, `winograd` for Winograd's F(4×4, 3×3) where it applies.
   */
  readonly bound?: 'direct' | 'fft' | 'winograd';
  /** `false` where NaN and infinities do not spread as the definition's sums would. */
  readonly nonFinite?: false;
}

/** An implementation of some of the operators. */
export interface Implementation {
  readonly name: string;
  readonly version: string;
  readonly kernels: { readonly [Op in OperatorName]?: Kernel<Op> };
  readonly claims?: { readonly [Op in OperatorName]?: Claim };
}
