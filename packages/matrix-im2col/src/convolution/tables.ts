/**
 * The tables that make im2col a matrix without writing it down.
 *
 *   im2col[(c, kd, kh, kw), (qd, qh, qw)] = source[taps[c, kd, kh, kw] + positions[qd, qh, qw]]
 *
 * since an element's address in the padded source is a sum of what its tap and what its position adds to it.
 *
 * @module
 */
import type { Triple } from '../geometry.ts';
import type { Padded, Sampling } from './sampling.ts';

/** The samplings of the three axes. */
export type Samplings = readonly [Sampling, Sampling, Sampling];

/** Elements from one position of the padded source to the next, per axis. */
const strides = ({ sizes: [, H, W] }: Padded): Triple => [H * W, W, 1];

/** Per position, how far it stands from the first one. */
export function positionTable(samplings: Samplings, padded: Padded): Int32Array {
  const [D, H, W] = samplings;
  const [d, h] = strides(padded);
  const table = new Int32Array(D.count * H.count * W.count);
  let at = 0;
  for (let i = 0; i < D.count; i++)
    for (let j = 0; j < H.count; j++) {
      const row = i * D.step * d + j * H.step * h;
      for (let k = 0; k < W.count; k++) table[at++] = row + k * W.step;
    }
  return table;
}

/** Per row of positions, where it begins. */
export function rowTable(samplings: Samplings, padded: Padded): Int32Array {
  const [D, H, W] = samplings;
  return positionTable([D, H, { ...W, count: 1 }], padded);
}

/** Per channel and tap, where the first position's element stands, and which element of one channel's kernel weighs it. */
export function tapTables(
  channels: number,
  samplings: Samplings,
  padded: Padded,
  { K, channelStride }: { readonly K: Triple; readonly channelStride: number },
): { taps: Int32Array; weights: Int32Array } {
  const [D, H, W] = samplings;
  const [d, h] = strides(padded);
  const [beforeD, beforeH, beforeW] = padded.before;
  const plane = padded.sizes[0] * d;
  const taps = new Int32Array(channels * D.taps.length * H.taps.length * W.taps.length);
  const weights = new Int32Array(taps.length);
  let at = 0;
  for (let c = 0; c < channels; c++)
    for (const kd of D.taps)
      for (const kh of H.taps)
        for (const kw of W.taps) {
          weights[at] = c * channelStride + (kd.k * K[1] + kh.k) * K[2] + kw.k;
          taps[at++] =
            c * plane + (kd.offset + beforeD) * d + (kh.offset + beforeH) * h + kw.offset + beforeW;
        }
  return { taps, weights };
}

/** Whether a table counts 0, 1, 2, …. */
export const countsUp = (table: Int32Array): boolean => table.every((value, i) => value === i);
