/**
 * A bar on the terminal while cases run; nothing where there is no terminal.
 *
 * @module
 */
import { SingleBar } from 'cli-progress';

/** A bar that counts to `total`: `step` says what was done, `stop` takes it away. */
export interface Progress {
  step(what: string): void;
  stop(): void;
}

/** Starts a bar on standard error; none without a total. */
export function startProgress(total: number | undefined): Progress {
  if (total === undefined || !process.stderr.isTTY) return { step: () => {}, stop: () => {} };
  const bar = new SingleBar({
    format: '{bar} {value}/{total} {what}',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(total, 0, { what: '' });
  return { step: (what) => bar.increment({ what }), stop: () => bar.stop() };
}
