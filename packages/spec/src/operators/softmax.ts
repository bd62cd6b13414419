/**
 * Softmax over the last axis: scores to probabilities.
 *
 *   y[…, k] = e^{x[…, k]} / Σ_j e^{x[…, j]}
 *
 * Source: cs231n, "Linear Classification"; torch.nn.Softmax(dim=-1).
 * @module
 */
import type { OneInput, OneOutput, OperatorSpec, NoAttributes } from '../operator.ts';

/** The types of `softmax`: x[…,K] → y[…,K]. */
export interface Softmax {
  inputs: OneInput;
  attributes: NoAttributes;
  required: never;
  outputs: OneOutput;
}

/** The specification of `softmax`. */
export const softmax: OperatorSpec<Softmax> = {
  name: 'softmax',
  formula: 'y[…,k] = e^x[…,k] / Σ_j e^x[…,j]',
  inputs: { x: { layout: '...L,K' } },
  outputs: { y: '...L,K' },
  attributes: {},
  policies: [],
  infer: ({ sizes, axes }) => ({ attributes: {}, outputs: { y: [...axes.L!, sizes.K!] } }),
};
