/**
 * The order in which a batch of sequences is read, without the steps that nobody reads.
 *
 * Sequences are sorted by length, the longest first. Step s then concerns the first sequences only, those longer than s, and
 * no product ever meets a row that is not there. All rows, step by step, make the R = Σ lengths rows of one matrix:
 *
 *   row of (step s, k-th longest sequence n)  stands for  x[t, n],  t = s, or length − 1 − s with `reverse`
 *
 * The state has N rows more, the initial states before the others: state row N + r is the state after row r.
 *
 * @module
 */
import type { Int32Tensor } from '@gradspec/spec';

/** One step of all sequences that are longer. */
export interface Step {
  /** The first row of the step, and how many there are. */
  readonly first: number;
  readonly count: number;
  /** The state row before the first row; those before the next rows follow it. */
  readonly before: number;
}

/** What is read when. */
export interface ReadingOrder {
  /** The number of sequences. */
  readonly N: number;
  /** The number of rows. */
  readonly R: number;
  readonly steps: readonly Step[];
  /** The sequences, the longest first; [N]. */
  readonly sequences: Int32Array;
  /** Row r stands for t·N + n; [R]. */
  readonly rows: Int32Array;
  /** The state row before row r; [R]. */
  readonly before: Int32Array;
  /** The state row after the last step of sequence n; [N]. */
  readonly last: Int32Array;
}

/** The reading order of x[T, N, I]; all sequences have the length T unless `lengths` says otherwise. */
export function readingOrder(x: { readonly T: number; readonly N: number }, how: How): ReadingOrder {
  const { T, N } = x;
  const lengths = how.lengths?.data ?? new Int32Array(N).fill(T);
  const sequences = Int32Array.from(lengths.keys()).sort((m, n) => lengths[n]! - lengths[m]! || m - n);
  const R = lengths.reduce((sum, length) => sum + length, 0);
  const order = { N, R, sequences, rows: new Int32Array(R), before: new Int32Array(R) };
  const last = new Int32Array(N);
  sequences.forEach((n, k) => (last[n] = k));
  const steps: Step[] = [];
  let [first, before, count] = [0, 0, N];
  for (let s = 0; first < R; s++) {
    while (lengths[sequences[count - 1]!]! <= s) count--;
    for (let k = 0; k < count; k++) {
      const n = sequences[k]!;
      const t = how.reverse ? lengths[n]! - 1 - s : s;
      order.rows[first + k] = t * N + n;
      order.before[first + k] = before + k;
      last[n] = N + first + k;
    }
    steps.push({ first, count, before });
    before = N + first;
    first += count;
  }
  return { ...order, last, steps };
}

/** The order that a call asks for. */
interface How {
  readonly lengths?: Int32Tensor | undefined;
  readonly reverse: boolean;
}
