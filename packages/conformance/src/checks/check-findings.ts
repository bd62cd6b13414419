/**
 * What a check found: failures as for a vector, and how many calls it took.
 *
 * @module
 */
import type { FloatDtype } from '@gradspec/spec';
import type { Comparison } from '../runner/compare.ts';
import { Findings } from '../runner/result.ts';

/** Collects what one check finds on one operator in one dtype. */
export class CheckFindings extends Findings {
  /** How many calls were judged. */
  calls = 0;
  /** How many calls said little and were replaced, by the reason. */
  readonly replaced = new Map<string, number>();
  /** The call at which it failed, in lines. */
  failedCall: readonly string[] = [];

  /** Findings of calls in this dtype. */
  constructor(dtype: FloatDtype) {
    super();
    this.dtype = dtype;
  }

  /** Records a comparison. Where an element is open, beside NaN and infinities, an error has no size and none is kept. */
  override record(what: string, comparison: Comparison, tail = ''): boolean {
    const { ulps, ratio } = comparison.largest;
    const sized = Number.isFinite(ulps) && Number.isFinite(ratio);
    return super.record(what, sized ? comparison : { ...comparison, largest: { ulps: 0, ratio: 0 } }, tail);
  }

  /** Whether something is wrong. */
  get failed(): boolean {
    return this.failures.length > 0;
  }

  /** Takes back a call that turned out to say little. */
  discard(reason: string): void {
    this.calls -= 1;
    this.replace(reason);
  }

  /** Counts a call that said little. */
  replace(reason: string): void {
    this.replaced.set(reason, (this.replaced.get(reason) ?? 0) + 1);
  }
}
