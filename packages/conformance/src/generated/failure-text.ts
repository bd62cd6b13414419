/**
 * A failing generated case as a reader needs it: what was called, which elements are wrong, and how to see it again.
 *
 * @module
 */
import { runCommand } from '../report/command.ts';
import { failureLines } from '../report/failures.ts';
import type { GeneratedResult } from './check-generated.ts';
import { describeCase } from './describe-case.ts';

/**
 * The failure of an operator's cases.
 *
 * @param target - what the command line calls the implementation
 */
export function generatedFailureText(
  { implementation, operator, total, failed, failure, firstFailed, seed }: GeneratedResult,
  target: string,
): string {
  const head = `✗ ${operator} on ${implementation}: ${failed} of ${total} generated ${total === 1 ? 'case is' : 'cases are'} wrong`;
  const place = ['--operator', operator, '--seed', String(seed), '--index', String(firstFailed ?? 0)];
  const replay = `  reproduce: ${runCommand(target, ...place)}`;
  if (!failure)
    return [head, `  case ${firstFailed} was wrong once and right when it was run again`, replay].join('\n');
  return [
    head,
    `  the smallest call found from case ${firstFailed} of seed ${seed}:`,
    ...describeCase(failure.smallest).map((line) => `    ${line}`),
    `  what came:`,
    ...failure.failures.flatMap(failureLines),
    replay,
  ].join('\n');
}
