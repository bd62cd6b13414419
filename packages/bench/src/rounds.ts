/**
 * Measuring several actions in turns, round by round, so that whatever the machine does to one it does to all.
 *
 * Each round gives every entrant one sample; the entrant that begins moves on by one per round. A sample is as many calls as
 * fill `sampleSeconds`, after one call that is not timed and brings the caches back; its value is seconds per call. An
 * entrant is done when it has `least` samples and has used its budget, or has `most`; one whose call is too long at the end
 * of its warm-up takes no part.
 *
 * @module
 */
import type { Action } from './contestant.ts';

/** How long to measure. */
export interface Pacing {
  /** Seconds per entrant that are timed in all. */
  readonly budget: number;
  /** Seconds of untimed calls before the first sample. */
  readonly warmUp: number;
  /** Seconds that a sample lasts at least. */
  readonly sampleSeconds: number;
  /** The fewest samples. */
  readonly least: number;
  /** The most samples. */
  readonly most: number;
  /** Seconds of one call above which no sample is taken. */
  readonly longest: number;
}

/** Someone who takes turns. */
export interface Entrant {
  readonly action: Action;
  /** Called before each turn, untimed. */
  readonly enter: () => void;
}

/** Seconds per call of every sample; or what was thrown; or the seconds of one call where that is too long. */
export type Samples =
  { readonly seconds: readonly number[] } | { readonly failed: string } | { readonly slow: number };

/** Now, in milliseconds. */
export type Clock = () => number;

interface Turn {
  readonly entrant: Entrant;
  readonly seconds: number[];
  calls: number;
  spent: number;
  out?: { readonly failed: string } | { readonly slow: number };
}

/** Seconds that `calls` calls of an action take. */
async function time(action: Action, calls: number, clock: Clock): Promise<number> {
  const start = clock();
  for (let i = 0; i < calls; i++) {
    const pending = action();
    if (pending instanceof Promise) await pending;
  }
  return (clock() - start) / 1000;
}

/** Seconds of one call after a first one that is not counted: enough to tell milliseconds from minutes. */
export async function timeOnce({ action, enter }: Entrant, clock: Clock): Promise<number> {
  enter();
  await time(action, 1, clock);
  return time(action, 1, clock);
}

async function warm(turn: Turn, pacing: Pacing, clock: Clock): Promise<void> {
  turn.entrant.enter();
  let elapsed = 0;
  let last: number;
  let calls = 1;
  do {
    const took = await time(turn.entrant.action, calls, clock);
    last = took / calls;
    elapsed += took;
    calls *= 2;
  } while (elapsed + calls * last < pacing.warmUp);
  if (last > pacing.longest) turn.out = { slow: last };
  turn.calls = last > 0 ? Math.max(1, Math.ceil(pacing.sampleSeconds / last)) : 1;
}

async function sample(turn: Turn, clock: Clock): Promise<void> {
  turn.entrant.enter();
  if (turn.calls > 1) await time(turn.entrant.action, 1, clock);
  const took = await time(turn.entrant.action, turn.calls, clock);
  turn.seconds.push(took / turn.calls);
  turn.spent += took;
}

/** Lets the entrants take turns; one that throws leaves, the others go on. Returns their samples in the same order. */
export async function takeTurns(
  entrants: readonly Entrant[],
  pacing: Pacing,
  clock: Clock = () => performance.now(),
): Promise<Samples[]> {
  const turns: Turn[] = entrants.map((entrant) => ({ entrant, seconds: [], calls: 1, spent: 0 }));
  const attempt = async (turn: Turn, step: () => Promise<void>) => {
    try {
      await step();
    } catch (error) {
      turn.out = { failed: error instanceof Error ? error.message : String(error) };
    }
  };
  const goesOn = ({ out, seconds, spent }: Turn) =>
    out === undefined &&
    seconds.length < pacing.most &&
    (seconds.length < pacing.least || spent < pacing.budget);
  for (const turn of turns) await attempt(turn, () => warm(turn, pacing, clock));
  for (let round = 0; turns.some(goesOn); round++)
    for (let i = 0; i < turns.length; i++) {
      const turn = turns[(i + round) % turns.length]!;
      if (goesOn(turn)) await attempt(turn, () => sample(turn, clock));
    }
  return turns.map(({ out, seconds }) => out ?? { seconds });
}
