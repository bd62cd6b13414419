/**
 * Gates in ONNX's order. Gate k of the spec's stack are its rows k·H … k·H + H − 1.
 *
 *   lstm  i f g o → i o f g        gru  r z n → z r n
 *
 * @module
 */
import type { FloatTensor } from '@gradspec/spec';

/** Per operator, which of the spec's gates stands at each place of ONNX's stack. */
export const gateOrder = { rnn: [0], lstm: [0, 3, 1, 2], gru: [1, 0, 2] } as const;

/** The blocks of a stack, in another order. */
export function reorderGates({ data }: FloatTensor, order: readonly number[]): Float32Array {
  const size = data.length / order.length;
  const reordered = new Float32Array(data.length);
  order.forEach((gate, place) => {
    reordered.set(data.subarray(gate * size, (gate + 1) * size), place * size);
  });
  return reordered;
}
