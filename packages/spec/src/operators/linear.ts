/**
 * The fully connected layer, s = W x + b.
 *
 *   y[…, o] = b[o] + Σ_i w[o, i] · x[…, i]
 *
 * Source: torch.nn.Linear; cs231n's score function. ONNX has it as Gemm with transB = 1.
 * @module
 */
import type { NoAttributes, OneOutput, OperatorSpec } from '../operator.ts';
import type { FloatTensor } from '../tensor.ts';

/** The types of `linear`: x[…,I], w[O,I], b?[O] → y[…,O]. */
export interface Linear {
  inputs: { x: FloatTensor; w: FloatTensor; b?: FloatTensor };
  attributes: NoAttributes;
  required: never;
  outputs: OneOutput;
}

/** The specification of `linear`. */
export const linear: OperatorSpec<Linear> = {
  name: 'linear',
  formula: 'y[…,o] = b[o] + Σ_i w[o,i] · x[…,i]',
  inputs: { x: { layout: '...L,I' }, w: { layout: 'O,I' }, b: { layout: 'O', optional: true } },
  outputs: { y: '...L,O' },
  attributes: {},
  policies: [],
  infer: ({ sizes, axes }) => ({ attributes: {}, outputs: { y: [...axes.L!, sizes.O!] } }),
};
