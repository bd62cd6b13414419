/**
 * Mistakes of the person at the keyboard, and the names that were perhaps meant.
 *
 * @module
 */
import { distance } from 'fastest-levenshtein';

/** Something that the person at the keyboard can put right: exit code 2, no stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The known names nearest to what was written, nearest first. */
export function nearest(written: string, known: readonly string[], most = 3): readonly string[] {
  const last = (name: string) => name.split('/').at(-1)!;
  const far = (name: string) => Math.min(distance(written, name), distance(last(written), last(name)) + 1);
  return [...known].sort((a, b) => far(a) - far(b)).slice(0, most);
}

/** The error for a name that is not known: what was looked for, and the nearest names. */
export function unknownName(kind: string, written: string, known: readonly string[]): UsageError {
  return new UsageError(
    `there is no ${kind} '${written}'; the nearest: ${nearest(written, known).join(', ')}`,
  );
}
