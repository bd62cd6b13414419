/**
 * The error for a call that is right and that an engine cannot do.
 *
 * @module
 */
import { SpecError } from '@gradspec/spec';

/** What an engine cannot do. */
export interface Lack {
  readonly operator: string;
  /** The input or attribute that it cannot take. */
  readonly argument: string;
  /** What it can take, and why no more. */
  readonly expected: string;
  readonly got: unknown;
}

/**
 * Refuses a call.
 *
 * @throws SpecError always, with the code `not-implemented`.
 */
export function notImplemented({ operator, argument, expected, got }: Lack): never {
  const shown = typeof got === 'string' ? got : JSON.stringify(got);
  throw new SpecError({ code: 'not-implemented', operator, argument, expected, got: shown });
}
