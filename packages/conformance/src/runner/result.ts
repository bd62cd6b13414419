/**
 * What running a vector comes to.
 *
 * @module
 */
import type { FloatDtype, FloatTensor, Tensor } from '@gradspec/spec';
import {
  compare,
  isWeak,
  type Comparison,
  type Expected,
  type Largest,
  type WrongElement,
} from './compare.ts';

/** One thing that is wrong. */
export interface Failure {
  readonly dtype?: FloatDtype;
  /** What it is about: `y`, `gradient of x`, `forward`. */
  readonly what: string;
  /** A sentence. */
  readonly message: string;
  /** The first elements that are wrong. */
  readonly elements?: readonly WrongElement[];
}

/** How a vector came out for an implementation. */
export interface VectorResult {
  readonly id: string;
  /** The row it counts in: an operator, or `graph`. */
  readonly row: string;
  readonly outcome: 'passed' | 'failed' | 'weak' | 'forward only' | 'not run';
  /** How many it stands for; where left out, for itself alone. */
  readonly counts?: { readonly passed: number; readonly total: number };
  readonly largest: Largest;
  readonly failures: readonly Failure[];
  /** What is worth saying without being a failure, such as an alternative choice or why it was not run. */
  readonly notes: readonly string[];
}

/** Collects what one run of a vector finds. */
export class Findings {
  readonly failures: Failure[] = [];
  readonly notes: string[] = [];
  private ulps = 0;
  private ratio = 0;
  private weak: string[] = [];
  /** The dtype that is being run, for the failures to name. */
  dtype: FloatDtype | undefined;
  forwardOnly = false;

  /** Records a failure. */
  fail(what: string, message: string, elements?: readonly WrongElement[]): void {
    this.failures.push({
      what,
      message,
      ...(this.dtype && { dtype: this.dtype }),
      ...(elements && { elements }),
    });
  }

  /** Adds a note, once, where there is one. */
  remark(note: string | undefined): void {
    if (note !== undefined && !this.notes.includes(note)) this.notes.push(note);
  }

  /** Compares a tensor and records how it came out; returns whether it was right. */
  check(what: string, got: Tensor | undefined, expected: Expected, tail = ''): boolean {
    return this.record(what, compare(got, expected, this.dtype!), tail);
  }

  /** The same for one of many tensors that are judged together: that one of them proves little by itself is nothing. */
  checkPart(what: string, got: Tensor | undefined, expected: Expected, tail = ''): boolean {
    const comparison = compare(got, expected, this.dtype!);
    return this.record(
      what,
      { ...comparison, outcome: comparison.outcome === 'weak' ? 'equal' : comparison.outcome },
      tail,
    );
  }

  /** Records that many tensors together prove little. */
  judgeTogether(what: string, parts: readonly Expected[]): void {
    const [values, bounds] = [parts.flatMap((part) => part.values), parts.flatMap((part) => part.bounds)];
    if (isWeak(values, bounds)) this.weak.push(`${what} (${this.dtype})`);
  }

  /** Records a comparison; returns whether it was right. */
  record(what: string, { outcome, largest, wrong, count, reason }: Comparison, tail = ''): boolean {
    if (outcome === 'malformed') this.fail(what, `${reason!}${tail}`);
    else if (outcome === 'wrong')
      this.fail(
        what,
        `${wrong.length} of ${count} element${count === 1 ? '' : 's'} ${wrong.length === 1 ? 'is' : 'are'} wrong${tail}`,
        wrong.slice(0, 4),
      );
    else {
      if (outcome === 'weak') this.weak.push(`${what} (${this.dtype})`);
      this.ulps = Math.max(this.ulps, largest.ulps);
      this.ratio = Math.max(this.ratio, largest.ratio);
    }
    return outcome === 'equal' || outcome === 'weak';
  }

  /** The findings as a result. */
  result(id: string, row: string): VectorResult {
    const weak = this.weak.map(
      (what) => `${what}: the bound is over 1 % of the result, so agreement proves little`,
    );
    const outcome =
      this.failures.length > 0
        ? 'failed'
        : weak.length > 0
          ? 'weak'
          : this.forwardOnly
            ? 'forward only'
            : 'passed';
    const largest = { ulps: this.ulps, ratio: this.ratio };
    return { id, row, outcome, largest, failures: this.failures, notes: [...this.notes, ...weak] };
  }
}

/** A vector that was not run, and why. */
export function notRun(id: string, row: string, why: string): VectorResult {
  return { id, row, outcome: 'not run', largest: { ulps: 0, ratio: 0 }, failures: [], notes: [why] };
}

/** What an error says, on one line. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Copies of tensors, to see afterwards whether they were changed. */
export function snapshot(
  tensors: Readonly<Record<string, Tensor | FloatTensor>>,
): ReadonlyMap<string, ArrayLike<number>> {
  return new Map(Object.entries(tensors).map(([name, { data }]) => [name, data.slice()]));
}

/** The names of the tensors whose elements are no longer those of the snapshot. */
export function changed(
  tensors: Readonly<Record<string, Tensor>>,
  before: ReadonlyMap<string, ArrayLike<number>>,
): string[] {
  const same = ({ data }: Tensor, then: ArrayLike<number> | undefined) =>
    data.length === then?.length && Array.from(data).every((value, i) => Object.is(value, then[i]));
  return Object.entries(tensors)
    .filter(([name, one]) => !same(one, before.get(name)))
    .map(([name]) => name);
}
