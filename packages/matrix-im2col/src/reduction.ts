/**
 * From one loss per label to the loss, and back: the reductions of the losses that have labels.
 *
 *   none   loss = ℓ             dℓ = dloss
 *   sum    loss = Σ ℓ           dℓ = dloss
 *   mean   loss = Σ ℓ / count   dℓ = dloss / count,  count = how many labels are not −1
 *
 * The ℓ of a label of −1 is 0. The spec has refused a mean over no label at all before this is reached.
 *
 * @module
 */
import type { Call, FloatTensor } from '@gradspec/spec';
import { filled } from './filled.ts';
import type { FloatArray } from '@gradspec/kernels';

/** A call of a loss that has labels. */
export type LabelledCall = Call<'softmaxCrossEntropy'> | Call<'hingeLoss'>;

/**
 * The loss of a call, rounded once.
 *
 * @param losses - ℓ per label in row-major order, 0 for a label of −1
 * @returns a tensor of the labels' shape for the reduction none, else a scalar
 */
export function reduceLosses(call: LabelledCall, losses: Float64Array): FloatTensor {
  return filled({ dtype: call.dtype, shape: call.outputShapes.loss }, (loss) => {
    if (call.attributes.reduction === 'none') loss.set(losses);
    else loss[0] = losses.reduce((total, one) => total + one, 0) / divisorOf(call);
  });
}

/** dℓ per label, from the gradient of the loss; what stands at a label of −1 means nothing and is not to be read. */
export function lossGradients(call: LabelledCall, dloss: FloatTensor): FloatArray {
  if (call.attributes.reduction === 'none') return dloss.data;
  return new Float64Array(call.inputs.labels.data.length).fill(dloss.data[0]! / divisorOf(call));
}

function divisorOf({ inputs: { labels }, attributes: { reduction } }: LabelledCall): number {
  return reduction === 'mean' ? labels.data.filter((label) => label !== -1).length : 1;
}
