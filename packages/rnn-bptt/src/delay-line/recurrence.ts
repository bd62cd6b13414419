/**
 * The constants of the recurrence: when what is scanned, and W, laid out as the taps of the line are read.
 *
 *   W[k, c, j] = w[g·MG + j, c mod CG, k],   g = ⌊c / CG⌋,   with K − 1 − k for k when the kernel is flipped
 *
 * So for each tap k and input channel c, the weights of the filters of that channel's group lie side by side.
 *
 * @module
 */
import { elementCount, type FilledAttributes, type FloatTensor, type Shape } from '@gradspec/spec';
import { scanOf, type Scan } from './scan.ts';

/** What stays the same from step to step. */
export interface Recurrence {
  readonly scan: Scan;
  /** Samples, input channels, filters, and filters of one group: M / groups. */
  readonly sizes: { readonly N: number; readonly C: number; readonly M: number; readonly MG: number };
  /** [C]: the first filter of each input channel's group. */
  readonly firstFilter: Int32Array;
  /** W [ΠK, C, MG]. */
  readonly weights: Float64Array;
  /** Where each element of W stands in w. */
  readonly weightOrder: Int32Array;
  /** b [M]; zeros when there is none. */
  readonly bias: Float64Array;
}

/** The recurrence of a checked call: x and y are shapes [N, C, …S] and [N, M, …O]. */
export function recurrenceOf(
  { x, w, b, y }: { readonly x: Shape; readonly w: FloatTensor; readonly b?: FloatTensor; readonly y: Shape },
  attributes: FilledAttributes<'conv'>,
): Recurrence {
  const [N, C, M] = [x[0]!, x[1]!, w.shape[0]!];
  const MG = M / attributes.groups;
  const CG = w.shape[1]!;
  const weightOrder = orderOf({ taps: elementCount(w.shape.slice(2)), C, CG, MG, flip: attributes.flip });
  const weights = new Float64Array(weightOrder.length);
  for (let i = 0; i < weights.length; i++) weights[i] = w.data[weightOrder[i]!]!;
  return {
    scan: scanOf(attributes, { x, w: w.shape, y }),
    sizes: { N, C, M, MG },
    firstFilter: Int32Array.from({ length: C }, (_, c) => Math.floor(c / CG) * MG),
    weights,
    weightOrder,
    bias: b ? Float64Array.from(b.data) : new Float64Array(M),
  };
}

/** A gradient of W [ΠK, C, MG] in the order of w [M, CG, …K]. */
export function inOrderOfW({ weightOrder }: Recurrence, gradient: Float64Array): Float64Array {
  const dw = new Float64Array(gradient.length);
  for (let i = 0; i < dw.length; i++) dw[weightOrder[i]!] = gradient[i]!;
  return dw;
}

interface WeightSizes {
  /** ΠK. */
  readonly taps: number;
  readonly C: number;
  readonly CG: number;
  readonly MG: number;
  readonly flip: boolean;
}

function orderOf({ taps, C, CG, MG, flip }: WeightSizes): Int32Array {
  const order = new Int32Array(taps * C * MG);
  let at = 0;
  for (let k = 0; k < taps; k++)
    for (let c = 0; c < C; c++) {
      const tap = flip ? taps - 1 - k : k; // reversed in every axis: in row-major order from the end
      const g = Math.floor(c / CG);
      for (let j = 0; j < MG; j++) order[at++] = ((g * MG + j) * CG + (c - g * CG)) * taps + tap;
    }
  return order;
}
