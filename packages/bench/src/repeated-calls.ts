/**
 * Does memory grow when a call is repeated? Measured before and after thousands of calls, garbage collected each time.
 *
 * What may not grow is what outlives a call: the heap, the buffers outside it, WebAssembly's memory and with it the process.
 * The calls before the first measurement let the arena and the compiler reach their size.
 *
 * @module
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Action } from './contestant.ts';

/** Bytes at one moment. */
export interface MemoryUse {
  /** JavaScript objects. */
  readonly heap: number;
  /** Typed arrays' and WebAssembly's memory. */
  readonly buffers: number;
  /** The whole process. */
  readonly process: number;
}

/** Before and after. */
export interface Growth {
  readonly calls: number;
  readonly before: MemoryUse;
  readonly after: MemoryUse;
}

/** The garbage collector: the flag makes it a function of every context that is made from then on. */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

/** What the process uses after a garbage collection. */
export function memoryNow(): MemoryUse {
  const collect = garbageCollector();
  // the second collection frees what the finalizers of the first let go
  collect();
  collect();
  const { heapUsed, arrayBuffers, external, rss } = process.memoryUsage();
  return { heap: heapUsed, buffers: Math.max(arrayBuffers, external), process: rss };
}

/** Calls an action `calls` times after `warmUp` calls, and says what memory was in use before and after. */
export async function growthOf(
  action: Action,
  { calls, warmUp, use = memoryNow }: { calls: number; warmUp: number; use?: () => MemoryUse },
): Promise<Growth> {
  for (let i = 0; i < warmUp; i++) await action();
  const before = use();
  for (let i = 0; i < calls; i++) await action();
  return { calls, before, after: use() };
}

/** The most bytes by which heap and buffers may grow, whatever the number of calls: the noise of a garbage collector. */
const noise = 2 ** 20;

/** Whether something stayed behind. One byte per call is below what can be told; 100 bytes per call are not. */
export const grew = ({ before, after }: Growth): boolean =>
  after.heap - before.heap > noise || after.buffers - before.buffers > noise;
