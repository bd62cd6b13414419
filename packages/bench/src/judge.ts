/**
 * A number held against a bound.
 *
 * @module
 */

/** What is to be reached. */
export interface Bound {
  /** What is measured, in words. */
  readonly text: string;
  readonly unit: 'ratio' | 'part' | 'seconds';
  /** The bound: from below, but for seconds and for memory, where it is from above. */
  readonly bound: number;
  readonly from: 'below' | 'above';
  readonly stretch?: true;
}

/** A number, and where it was measured. */
export interface Found {
  readonly value: number;
  readonly row: string;
}

/** What a run says about a target. */
export interface Judgement {
  readonly target: Bound;
  /** The worst value and the row it is of; left out where the run does not tell. */
  readonly worst?: Found;
  readonly met?: boolean;
}

/** Judges a target by the worst of what was found. */
export function judgementOf(target: Bound, found: readonly Found[]): Judgement {
  const worse = target.from === 'below' ? -1 : 1;
  const [worst] = [...found].sort((a, b) => worse * (b.value - a.value));
  if (!worst) return { target };
  const met = target.from === 'below' ? worst.value >= target.bound : worst.value <= target.bound;
  return { target, worst, met };
}
