/**
 * The columns of a convolution: every window of one group as a column of the elements it reads.
 *
 *   col[(c, kh, kw), (n, oh, ow)] = x[n, g·CG + c, oh·SH − PH + kh·DH, ow·SW − PW + kw·DW], 0 in the padding
 *
 * Reading x through it is im2col, adding through it is the adjoint, col2im.
 *
 * @module
 */
import { threeAxes, type Call } from '@gradspec/spec';

/** The size of the matrix of one group. */
export interface ColumnsSize {
  /** CG · K: what one window reads. */
  readonly rows: number;
  /** N · O: how many windows there are. */
  readonly columns: number;
}

/** The size of one group's columns. */
export function columnsSize({ inputs: { x, w }, outputShapes }: Call<'conv'>): ColumnsSize {
  const count = (sizes: readonly number[]) => sizes.reduce((product, size) => product * size, 1);
  return { rows: count(w.shape.slice(1)), columns: x.shape[0]! * count(outputShapes.y.slice(2)) };
}

/** Visits every element of a group's columns that is not padding: its position there and in x. */
export function forEachColumnElement(
  call: Call<'conv'>,
  group: number,
  visit: (column: number, x: number) => void,
): void {
  const [N, C, ...S] = call.inputs.x.shape as [number, number, ...number[]];
  const [, CG, ...K] = call.inputs.w.shape as [number, number, ...number[]];
  const { stride, padding, dilation } = call.attributes;
  const [D, H, W] = threeAxes(S, 1);
  const [KD, KH, KW] = threeAxes(K, 1);
  const [OD, OH, OW] = threeAxes(call.outputShapes.y.slice(2), 1);
  const [SD, SH, SW] = threeAxes(stride, 1);
  const [PD, PH, PW] = threeAxes(
    padding.map(([before]) => before),
    0,
  );
  const [DD, DH, DW] = threeAxes(dilation, 1);
  let at = 0;
  for (let c = 0; c < CG; c++)
    for (let kd = 0; kd < KD; kd++)
      for (let kh = 0; kh < KH; kh++)
        for (let kw = 0; kw < KW; kw++)
          for (let n = 0; n < N; n++)
            for (let od = 0; od < OD; od++)
              for (let oh = 0; oh < OH; oh++)
                for (let ow = 0; ow < OW; ow++, at++) {
                  const id = od * SD - PD + kd * DD;
                  const ih = oh * SH - PH + kh * DH;
                  const iw = ow * SW - PW + kw * DW;
                  if (id < 0 || id >= D || ih < 0 || ih >= H || iw < 0 || iw >= W) continue; // zero padding
                  visit(at, (((n * C + group * CG + c) * D + id) * H + ih) * W + iw);
                }
}
