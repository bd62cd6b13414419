/**
 * Mistakes of the person at the keyboard.
 *
 * @module
 */

/** Something that the person at the keyboard can put right: exit code 2, no stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
