/**
 * The machine that a run is made on.
 *
 * @module
 */
import { cpus } from 'node:os';

/** What numbers of different runs have to have in common to be compared. */
export interface Machine {
  readonly cpu: string;
  readonly node: string;
  readonly platform: string;
}

/** This machine. */
export const thisMachine = (): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown processor',
  node: process.versions.node,
  platform: `${process.platform} ${process.arch}`,
});

/** The first line of every report. */
export const machineLine = ({ cpu, platform, node }: Machine): string =>
  `${cpu}, ${platform}, Node ${node}, one thread, float32`;
