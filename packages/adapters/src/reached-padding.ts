/**
 * The padding that pool windows really reach. With it a `ceilMode` pool is an ordinary one, and what no window reads after
 * the input is not padded for nothing.
 *
 *   after = (O − 1)·s + d·(K − 1) + 1 − S − p₀, and at least 0
 *
 * @module
 */
import { span, type Call, type Padding } from '@gradspec/spec';

/** The paddings of a pool along its spatial axes, `after` as far as the last window reaches. */
export function reachedPadding(call: Call<'maxPool'> | Call<'avgPool'>): Padding[] {
  const { kernel, stride, padding } = call.attributes;
  const dilation = 'dilation' in call.attributes ? call.attributes.dilation : kernel.map(() => 1);
  const S = call.inputs.x.shape.slice(2);
  return S.map((size, axis) => {
    const O = call.outputShapes.y[axis + 2]!;
    const before = padding[axis]![0];
    const last = (O - 1) * stride[axis]! + span(kernel[axis]!, dilation[axis]!);
    return [before, Math.max(0, last - size - before)];
  });
}
