/**
 * Weights whose gates stand in another order, or whose recurrent matrix is used the other way round.
 *
 * Gate k of unit j is row k·H + j. Code that expects the gates as o, f, … reads one gate's rows as another's: it computes
 * what right code would of the rows exchanged, and returns the gradients in its own order.
 *
 * @module
 */
import { tensor, type Tensor } from '@gradspec/spec';
import type { Tensors } from '../../runner/any-kernel.ts';
import { changed, type Variation } from './varied-call.ts';

/** A stacked tensor whose block k is block order[k] of this one. */
function blocks(one: Tensor, order: readonly number[]): Tensor {
  const size = one.data.length / order.length;
  return tensor(
    one.dtype,
    one.shape,
    order.flatMap((from) => Array.from(one.data.subarray(from * size, (from + 1) * size))),
  );
}

const stacked = ['wx', 'wh', 'b'];

/**
 * Reads gates stacked as `right` as though they were stacked as `read`, both a letter per gate.
 *
 * @example gatesReadAs('ifgo', 'iofg') // ONNX's order
 */
export function gatesReadAs(right: string, read: string): Variation {
  const there = [...right].map((gate) => read.indexOf(gate));
  const back = [...read].map((gate) => right.indexOf(gate));
  const inOrder = (order: readonly number[]) => (tensors: Tensors) =>
    changed(tensors, stacked, (one) => blocks(one, order));
  return {
    inputs: ({ inputs }) => inOrder(there)(inputs),
    gradients: (made) => inOrder(back)(made),
  };
}

/** Each gate's H × H block of wh transposed, and so its gradient: code that computes h·wh where wh·h was meant. */
function transposedBlocks(wh: Tensor): Tensor {
  const H = wh.shape[1]!;
  const data = Array.from(wh.data, (_, at) => {
    const [gate, row, column] = [Math.floor(at / (H * H)), Math.floor(at / H) % H, at % H];
    return wh.data[(gate * H + column) * H + row]!;
  });
  return tensor(wh.dtype, wh.shape, data);
}

/** The recurrent product with whᵀ. */
export const whTransposed: Variation = {
  inputs: ({ inputs }) => changed(inputs, ['wh'], transposedBlocks),
  gradients: (made) => changed(made, ['wh'], transposedBlocks),
};
