/**
 * What a kernel must not do to what it is given, and to what it returned before.
 *
 * @module
 */
import type { Tensors } from './any-kernel.ts';
import { changed, type Findings } from './result.ts';

/** Records the results that are no longer what they were when they were returned. */
export function reportReused(
  kind: string,
  results: Tensors,
  before: ReadonlyMap<string, ArrayLike<number>>,
  findings: Findings,
): void {
  for (const name of changed(results, before))
    findings.fail(
      `${kind} ${name}`,
      'was changed by a later call; what was returned belongs to the caller and must not be used again',
    );
}

/** Records the tensors given to the kernel that are no longer what they were. */
export function reportChanges(
  during: string,
  kind: string,
  tensors: Tensors,
  before: ReadonlyMap<string, ArrayLike<number>>,
  findings: Findings,
): void {
  for (const name of changed(tensors, before))
    findings.fail(during, `changed its ${kind} ${name}; a kernel must leave what it is given as it is`);
}

/** Records the results that lie in memory of what was given. */
export function checkAliases(results: Tensors, given: Tensors, kind: string, findings: Findings): void {
  for (const [result, tensor] of Object.entries(results))
    for (const [name, { data }] of Object.entries(given))
      if (tensor?.data?.buffer === data.buffer && data.length > 0)
        findings.fail(
          `${kind} ${result}`,
          `shares its memory with ${name}; results must be memory of their own`,
        );
}
