/**
 * What a run found, as data: what `--json` and `--save` write and `--compare` reads.
 *
 * @module
 */
import type { Build } from './engines.ts';
import type { Pass } from './flops.ts';
import type { Machine } from './machine.ts';
import type { Absent } from './peer.ts';
import type { Contestant } from './contestant.ts';
import type { Spread } from './statistics.ts';

/** A contestant as it is written down. */
export type ContestantRecord = Pick<Contestant, 'name' | 'version' | 'kind' | 'build'>;

/** What became of one contestant in one row. */
export type Cell = { readonly contestant: string } & (
  | {
      readonly outcome: 'measured';
      /** Seconds per call. */
      readonly seconds: Spread;
      readonly samples: number;
      /** Bytes of the arena at its fullest, beside those of the call's tensors. */
      readonly memory?: { readonly highWater: number; readonly tensors: number };
    }
  | { readonly outcome: 'no kernel' }
  | { readonly outcome: 'wrong' | 'failed'; readonly reason: string }
  | { readonly outcome: 'too slow'; readonly predicted: number }
);

/** A cell that was measured. */
export type Measured = Extract<Cell, { outcome: 'measured' }>;

/** One pass of one workload. */
export interface Row {
  /** As `resnet-3x3/weight-gradient`. */
  readonly id: string;
  readonly workload: string;
  readonly text: string;
  readonly operator: string;
  readonly pass: Pass;
  /** Operations of one call (`flops.ts`). */
  readonly flops: number;
  readonly cells: readonly Cell[];
}

/** A whole run. */
export interface RunRecord {
  readonly format: 1;
  readonly date: string;
  readonly machine: Machine;
  readonly quick: boolean;
  /** Operations per second at which a WebAssembly build multiplies and adds when nothing else is to be done. */
  readonly peaks: { readonly [build in Build]?: number };
  readonly contestants: readonly ContestantRecord[];
  readonly absent: readonly Absent[];
  readonly rows: readonly Row[];
}
