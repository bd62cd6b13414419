/**
 * A gradient as the output gradient times a local derivative: what every function of one number has.
 *
 * @module
 */
import type { FloatTensor } from '@gradspec/spec';
import { map } from '../rearranged.ts';

/** dx as dy times a local derivative of x and y. */
export const local =
  (derivative: (x: number, y: number) => number) =>
  (
    dx: FloatTensor,
    call: { inputs: { x: FloatTensor }; outputs: { y: FloatTensor }; outputGrads: { y: FloatTensor } },
  ): FloatTensor =>
    map(
      dx,
      (_, i) => call.outputGrads.y.data[i]! * derivative(call.inputs.x.data[i]!, call.outputs.y.data[i]!),
    );
