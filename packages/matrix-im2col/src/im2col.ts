/**
 * im2col: every window of the image becomes a column, so that a convolution is one matrix product.
 *
 *   columns[(c, kd, kh, kw), (od, oh, ow)] = x[c, id, ih, iw]
 *   id = od·SD − PD + kd·DD,  ih and iw likewise;  0 where x has no such element
 *
 * With `flip`, KD − 1 − kd takes the place of kd: W stays as it is, and the rows say which tap each weight meets.
 *
 * Source: Chellapilla, Puri & Simard 2006.
 * @module
 */
import type { FloatArray } from '@gradspec/kernels';
import type { Geometry } from './geometry.ts';

/**
 * Writes the columns of one sample and group.
 *
 * @param x the array that holds x[CG, …S], from index `start` on
 * @param start where the group's first channel begins
 * @param geometry the sizes and attributes
 * @param columns receives [CG·ΠK, ΠO], every element
 */
export function im2col(x: FloatArray, start: number, geometry: Geometry, columns: FloatArray): void {
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
              for (let ow = 0; ow < OW; ow++) {
                const id = od * stride[0] - before[0] + (flip ? KD - 1 - kd : kd) * dilation[0];
                const ih = oh * stride[1] - before[1] + (flip ? KH - 1 - kh : kh) * dilation[1];
                const iw = ow * stride[2] - before[2] + (flip ? KW - 1 - kw : kw) * dilation[2];
                const inside = id >= 0 && id < D && ih >= 0 && ih < H && iw >= 0 && iw < W;
                columns[at++] = inside ? x[start + ((c * D + id) * H + ih) * W + iw]! : 0; // zero padding
              }
}
