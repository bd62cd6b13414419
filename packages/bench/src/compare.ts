/**
 * This run against an earlier one: which of our implementations became slower.
 *
 *   ratio = median now / median then        slower when ratio > 1 + threshold and the quartiles do not overlap
 *
 * Two runs of the same code differ by their spread; times whose quartiles overlap are not told apart. A row that was measured
 * then and has no result now counts as a regression as well. Peers are not judged.
 *
 * @module
 */
import { measuredCell } from './ratios.ts';
import type { RunRecord } from './run-record.ts';
import { UsageError } from './usage-error.ts';

/** One contestant in one row, then and now. */
export interface Change {
  readonly row: string;
  readonly contestant: string;
  /** Median now / median then; left out where there is no result now. */
  readonly ratio?: number;
  readonly verdict: 'slower' | 'faster' | 'same' | 'lost';
}

/**
 * The changes of every contestant of ours in every row that both runs tried.
 *
 * @param threshold - the part by which a median may grow, as 0.15
 */
export function compareRuns(base: RunRecord, now: RunRecord, threshold: number): Change[] {
  const our = now.contestants.filter(({ kind }) => kind === 'ours').map(({ name }) => name);
  return now.rows.flatMap((row) => {
    const before = base.rows.find(({ id }) => id === row.id);
    if (!before) return [];
    return our.flatMap((contestant): Change[] => {
      const then = measuredCell(before, contestant);
      if (!then) return [];
      const cell = measuredCell(row, contestant);
      if (!cell) return [{ row: row.id, contestant, verdict: 'lost' }];
      const ratio = cell.seconds.median / then.seconds.median;
      const slower = ratio > 1 + threshold && cell.seconds.lower > then.seconds.upper;
      const faster = ratio < 1 / (1 + threshold) && cell.seconds.upper < then.seconds.lower;
      return [{ row: row.id, contestant, ratio, verdict: slower ? 'slower' : faster ? 'faster' : 'same' }];
    });
  });
}

/** Whether a change is one for the worse. */
export const isRegression = ({ verdict }: Change): boolean => verdict === 'slower' || verdict === 'lost';

/**
 * Reads what `--save` wrote.
 *
 * @throws UsageError when it is not a run of this format.
 */
export function parseRun(text: string, file: string): RunRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--compare: ${file} is not JSON (${(error as Error).message})`);
  }
  const { format, rows, contestants } = (value ?? {}) as Partial<Record<keyof RunRecord, unknown>>;
  if (format !== 1 || !Array.isArray(rows) || !Array.isArray(contestants))
    throw new UsageError(`--compare: ${file} expected a run that --save wrote (format 1), got another JSON`);
  return value as RunRecord;
}
