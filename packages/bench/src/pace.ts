/**
 * Who would take too long, told before it is tried: a call that runs for a minute cannot be interrupted.
 *
 *   seconds of a call ≈ seconds of the largest smaller call measured · its operations / that call's operations
 *
 * per contestant, operator and pass. It errs towards too long, since a fixed cost per call is scaled as well; the larger the
 * call it starts from, the less.
 *
 * @module
 */

/** What has been measured, and what follows for larger calls. */
export interface Pace {
  /** Notes that a call of so many operations took so many seconds. */
  record(key: string, flops: number, seconds: number): void;
  /** Seconds that a call of so many operations will take; undefined while nothing is known. */
  predict(key: string, flops: number): number | undefined;
  /** The operations of the largest call measured; 0 while nothing is known. */
  largest(key: string): number;
}

/** A pace that knows nothing yet. */
export function createPace(): Pace {
  const known = new Map<string, { flops: number; seconds: number }>();
  return {
    record(key, flops, seconds) {
      const before = known.get(key);
      if (!before || flops >= before.flops) known.set(key, { flops, seconds });
    },
    predict(key, flops) {
      const from = known.get(key);
      return from && (from.seconds * flops) / from.flops;
    },
    largest: (key) => known.get(key)?.flops ?? 0,
  };
}
