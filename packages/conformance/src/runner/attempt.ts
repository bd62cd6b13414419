/**
 * Calling what may throw.
 *
 * @module
 */
import { type Findings, messageOf } from './result.ts';

/** Calls a kernel's function and awaits it; what it throws, and nothing in place of a result, are findings. */
export async function attempt<T>(
  what: string,
  findings: Findings,
  call: () => T,
): Promise<Awaited<T> | undefined> {
  try {
    const result = await call();
    if (result === undefined || result === null)
      findings.fail(what, `expected a result, got ${String(result)}`);
    return result;
  } catch (error) {
    findings.fail(what, `threw ${messageOf(error)}`);
    return undefined;
  }
}
