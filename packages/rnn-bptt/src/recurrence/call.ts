/**
 * The three recurrences seen as one: what all of their calls have.
 *
 * @module
 */
import type { FloatDtype, FloatTensor, Int32Tensor, RnnActivation } from '@gradspec/spec';

/** The recurrent operators. */
export type Recurrent = 'rnn' | 'lstm' | 'gru';

/** A checked call of one of them. */
export interface RecurrentCall {
  readonly inputs: {
    readonly x: FloatTensor;
    readonly wx: FloatTensor;
    readonly wh: FloatTensor;
    readonly b?: FloatTensor;
    readonly bh?: FloatTensor;
    readonly h0?: FloatTensor;
    readonly c0?: FloatTensor;
    readonly lengths?: Int32Tensor;
  };
  readonly attributes: {
    readonly reverse: boolean;
    readonly activation?: RnnActivation;
    readonly resetAfter?: boolean;
  };
  readonly dtype: FloatDtype;
}

/** The sizes of a call; G is the number of sums per row: H for each gate. */
export interface Sizes {
  readonly T: number;
  readonly N: number;
  readonly I: number;
  readonly H: number;
  readonly G: number;
}

/** The sizes of a call. */
export function sizesOf({ inputs: { x, wx, wh } }: RecurrentCall): Sizes {
  const [T, N, I] = x.shape as readonly [number, number, number];
  return { T, N, I, H: wh.shape[1]!, G: wx.shape[0]! };
}
