/**
 * What a contestant's turns come to.
 *
 * @module
 */
import type { Samples } from './rounds.ts';
import type { Cell } from './run-record.ts';
import { spreadOf } from './statistics.ts';

/** The cell of a contestant that took turns. */
export function cellOf(contestant: string, samples: Samples): Cell {
  if ('failed' in samples) return { contestant, outcome: 'failed', reason: samples.failed };
  if ('slow' in samples) return { contestant, outcome: 'too slow', predicted: samples.slow };
  const { seconds } = samples;
  return { contestant, outcome: 'measured', seconds: spreadOf(seconds), samples: seconds.length };
}

/** The cell of a contestant that threw. */
export const failed = (contestant: string, error: unknown): Cell => ({
  ...{ contestant, outcome: 'failed' },
  reason: error instanceof Error ? error.message : String(error),
});
