/**
 * Time in segments of about √T steps, in the order in which it is read.
 *
 * Forwards and backwards go segment by segment, so that the kernels' memory holds one of them, and so that a trace that was
 * not kept can be made again from the state in which a segment begins: with ⌈T / S⌉ such states and one trace of S steps,
 * S = √T makes the sum smallest. Below 256 rows a segment would make its products slower, so it has no fewer.
 *
 * Source: Chen, Xu, Zhang & Guestrin 2016, "Training deep nets with sublinear memory cost".
 * @module
 */

/** The steps from t0 to t1 − 1, which are read one after the other. */
export interface Segment {
  readonly t0: number;
  readonly t1: number;
}

/** How many rows a segment has at least, as the kernels sum so many products at a time. */
const fewestRows = 256;

/** The steps of a segment; the last one read may have fewer. */
export function segmentLength(T: number, N: number): number {
  return Math.min(T, Math.max(Math.ceil(Math.sqrt(T)), Math.ceil(fewestRows / Math.max(N, 1))));
}

/** The segments in the order of reading; `reverse` begins at the end of time. None where there is nothing to compute. */
export function segmentsOf({ T, N, H }: { T: number; N: number; H: number }, reverse: boolean): Segment[] {
  if (T * N * H === 0) return [];
  const S = segmentLength(T, N);
  return Array.from({ length: Math.ceil(T / S) }, (_, k) => {
    const [first, end] = [k * S, Math.min((k + 1) * S, T)];
    return reverse ? { t0: T - end, t1: T - first } : { t0: first, t1: end };
  });
}
