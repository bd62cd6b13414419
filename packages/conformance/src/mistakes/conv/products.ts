/**
 * The sums of a convolution over products that are not the right ones: another index map, or another channel.
 *
 *   y[n, m, o] += x[n, channel, i] · w[m, c, k]      dx += dy · w      dw += dy · x
 *
 * A mistake says what differs and for which of the three; all else is as in the definition.
 *
 * @module
 */
import { elementCount, tensor, type Call, type FloatTensor } from '@gradspec/spec';
import { rightIndex, tapsOf, type IndexMap } from '../taps.ts';
import type { BackwardCall } from '../variations.ts';

/** The output channel m, the channel c of its group g; CG and MG channels in each of `groups` groups. */
export interface Channels {
  readonly m: number;
  readonly c: number;
  readonly g: number;
  readonly CG: number;
  readonly MG: number;
  readonly groups: number;
}

/** What differs from the right products. */
export interface Meeting {
  readonly at?: IndexMap;
  /** The channel of x that is read or given a gradient. */
  readonly channel?: (channels: Channels) => number;
}

/** Positions of a product in x, w and y; the x is undefined where nothing is read. */
export type Visit = (x: number | undefined, w: number, y: number) => void;

/** Visits the products, by n, m, o, c and k. */
export function forEachProduct(
  { inputs, attributes, outputShapes }: Call<'conv'>,
  { at = rightIndex, channel = ({ g, c, CG }) => g * CG + c }: Meeting,
  visit: Visit,
): void {
  const [N, C, ...input] = inputs.x.shape as [number, number, ...number[]];
  const [M, CG, ...kernel] = inputs.w.shape as [number, number, ...number[]];
  const output = outputShapes.y.slice(2);
  const { groups, flip } = attributes;
  const MG = M / groups;
  const [S, K, O] = [elementCount(input), elementCount(kernel), elementCount(output)];
  const taps = tapsOf({ ...attributes, input, kernel, output }, at);
  for (let n = 0; n < N; n++)
    for (let m = 0; m < M; m++)
      for (let c = 0; c < CG; c++) {
        const plane = n * C + channel({ m, c, g: Math.floor(m / MG), CG, MG, groups });
        for (const { o, k, i } of taps)
          visit(
            i === undefined ? undefined : plane * S + i,
            (m * CG + c) * K + (flip ? K - 1 - k : k),
            (n * M + m) * O + o,
          );
      }
}

/** y by other products. */
export const outputBy =
  (meeting: Meeting) =>
  (_y: FloatTensor, call: Call<'conv'>): FloatTensor => {
    const { x, w, b } = call.inputs;
    const [, M, ...output] = call.outputShapes.y as [number, number, ...number[]];
    const O = elementCount(output);
    const y = new Float64Array(elementCount(call.outputShapes.y));
    if (b) y.forEach((_, yi) => (y[yi] = b.data[Math.floor(yi / O) % M]!));
    forEachProduct(call, meeting, (xi, wi, yi) => {
      if (xi !== undefined) y[yi]! += x.data[xi]! * w.data[wi]!;
    });
    return tensor(call.dtype, call.outputShapes.y, y);
  };

/** dx by other products; of these only the ones that `counted` says. */
export const inputGradientBy =
  (meeting: Meeting, counted: (x: number, w: number, y: number) => boolean = () => true) =>
  (_dx: FloatTensor, call: BackwardCall<'conv'>): FloatTensor => {
    const { x, w } = call.inputs;
    const dy = call.outputGrads.y;
    const dx = new Float64Array(x.data.length);
    forEachProduct(call, meeting, (xi, wi, yi) => {
      if (xi !== undefined && counted(xi, wi, yi)) dx[xi]! += dy.data[yi]! * w.data[wi]!;
    });
    return tensor(call.dtype, x.shape, dx);
  };

/** dw by other products. */
export const kernelGradientBy =
  (meeting: Meeting) =>
  (_dw: FloatTensor, call: BackwardCall<'conv'>): FloatTensor => {
    const { x, w } = call.inputs;
    const dy = call.outputGrads.y;
    const dw = new Float64Array(w.data.length);
    forEachProduct(call, meeting, (xi, wi, yi) => {
      if (xi !== undefined) dw[wi]! += dy.data[yi]! * x.data[xi]!;
    });
    return tensor(call.dtype, w.shape, dw);
  };
