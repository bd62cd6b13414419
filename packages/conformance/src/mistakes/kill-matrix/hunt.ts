/**
 * Looking for planted mistakes with one probe after the other, and what that took.
 *
 * @module
 */
import type { Candidate, Planting } from './planting.ts';
import type { Probe } from './probes.ts';

/** What found a mistake, and what it took until then. */
export interface Kill {
  /** The vector, the generated case by its index, or the check. */
  readonly by: string;
  /** How many of its kind had been run, this one among them. */
  readonly after: number;
  /** The time they took, as if the mistake had been looked for alone. */
  readonly milliseconds: number;
}

/** The parts of a default run, in their order. */
export type Stage = 'vectors' | 'generated' | 'checks';

/** A mistake that is being looked for, and what has found it, the first first. */
export interface Hunt {
  readonly planting: Planting;
  readonly candidate: Candidate;
  readonly kills: Readonly<Record<Stage, Kill[]>>;
}

/**
 * Puts every hunt through the probes of a stage until it is found, or with `everyProbe` through all of them. A probe that
 * finds the right candidate wrong, too, says nothing about a mistake and is passed over.
 */
export async function huntWith<T>(
  { stage, probes, everyProbe }: { stage: Stage; probes: readonly Probe<T>[]; everyProbe: boolean },
  right: Candidate,
  hunts: readonly Hunt[],
): Promise<void> {
  const spent = new Map(hunts.map((hunt) => [hunt, 0]));
  let after = 0;
  for (const { by, prepare, fails } of probes) {
    if (spent.size === 0) return;
    after += 1;
    const start = performance.now();
    const prepared = prepare();
    const preparing = performance.now() - start;
    if (await fails(prepared, right)) continue;
    for (const [hunt, before] of [...spent]) {
      const started = performance.now();
      const found = await fails(prepared, hunt.candidate);
      const milliseconds = before + preparing + performance.now() - started;
      spent.set(hunt, milliseconds);
      if (!found) continue;
      hunt.kills[stage].push({ by, after, milliseconds });
      if (!everyProbe) spent.delete(hunt);
    }
  }
}
