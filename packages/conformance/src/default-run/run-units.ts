/**
 * Doing the units of a run, in this thread or in several.
 *
 * @module
 */
import Tinypool from 'tinypool';
import { findImplementation } from '../implementations/find-implementation.ts';
import { runUnit, type UnitResults } from './run-unit.ts';
import type { Unit } from './units.ts';
import type { Task } from './worker.ts';

/** How to do the units. */
export interface JobOptions {
  /** In how many threads. */
  readonly jobs: number;
  /** Called after each unit. */
  readonly progress?: (unit: Unit) => void;
}

/**
 * Does units on implementations.
 *
 * @param targets - names or paths of the implementations
 * @returns what each implementation has of all units, in the order of the units
 * @throws Error where a thread ends on its own, as when a kernel calls process.exit
 */
export async function runUnits(
  targets: readonly string[],
  units: readonly Unit[],
  { jobs, progress }: JobOptions,
): Promise<readonly UnitResults[]> {
  const done =
    jobs === 1 ? await here(targets, units, progress) : await inThreads(targets, units, jobs, progress);
  return targets.map((_, i) => done.flatMap((results) => results[i]!));
}

async function here(
  targets: readonly string[],
  units: readonly Unit[],
  progress: JobOptions['progress'],
): Promise<readonly (readonly UnitResults[])[]> {
  const implementations = await Promise.all(targets.map(findImplementation));
  const done: (readonly UnitResults[])[] = [];
  for (const unit of units) {
    done.push(await runUnit(implementations, unit));
    progress?.(unit);
  }
  return done;
}

async function inThreads(
  targets: readonly string[],
  units: readonly Unit[],
  jobs: number,
  progress: JobOptions['progress'],
): Promise<readonly (readonly UnitResults[])[]> {
  const threads = Math.min(jobs, units.length);
  const pool = new Tinypool({
    filename: new URL('worker.js', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
  });
  try {
    return await Promise.all(
      units.map(async (unit) => {
        const task: Task = { targets, unit };
        const results = (await pool.run(task)) as readonly UnitResults[];
        progress?.(unit);
        return results;
      }),
    );
  } finally {
    await pool.destroy();
  }
}
