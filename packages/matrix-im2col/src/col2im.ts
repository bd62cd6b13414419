/**
 * col2im: the adjoint of im2col. Every element of x receives the sum of the column elements it was copied to.
 *
 *   x[c, id, ih, iw] += Σ columns[(c, kd, kh, kw), (od, oh, ow)]   over all k, o with
 *   id = od·SD − PD + kd·DD,  ih and iw likewise
 *
 * What im2col filled with zeros has no element to go to and is left out. ⟨im2col(x), columns⟩ = ⟨x, col2im(columns)⟩.
 *
 * @module
 */
import type { FloatArray } from '@gradspec/kernels';
import type { Geometry } from './geometry.ts';

/**
 * Adds the columns of one sample and group to x.
 *
 * @param columns [CG·ΠK, ΠO]
 * @param geometry the sizes and attributes
 * @param x the array that holds x[CG, …S], from index `start` on; what it holds is kept and added to
 * @param start where the group's first channel begins
 */
export function col2im(columns: FloatArray, geometry: Geometry, x: FloatArray, start: number): void {
  const { CG, K, S, O, stride, before, dilation, flip } = geometry;
  const [KD, KH, KW] = K;
  const [D, H, W] = S;
  const [OD, OH, OW] = O;
  let at = 0;
  for (let c = 0; c < CG; c++)
    for (let kd = 0; kd < KD; kd++)
      for (let kh = 0; kh < KH; kh++)
        for (let kw = 0; kw < KW; kw++)
          for (let od = 0; od < OD; od++)
            for (let oh = 0; oh < OH; oh++)
              for (let ow = 0; ow < OW; ow++, at++) {
                const id = od * stride[0] - before[0] + (flip ? KD - 1 - kd : kd) * dilation[0];
                const ih = oh * stride[1] - before[1] + (flip ? KH - 1 - kh : kh) * dilation[1];
                const iw = ow * stride[2] - before[2] + (flip ? KW - 1 - kw : kw) * dilation[2];
                if (id < 0 || id >= D || ih < 0 || ih >= H || iw < 0 || iw >= W) continue; // zero padding
                x[start + ((c * D + id) * H + ih) * W + iw]! += columns[at]!;
              }
}
