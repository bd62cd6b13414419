/**
 * A failing generated case as a reader needs it: what was called, which elements are wrong, and how to see it again.
 *
 * @module
 */
import { failureText } from '../report/failures.ts';
import type { GeneratedResult } from './check-generated.ts';
import { describeCase } from './describe-case.ts';

/** The command that makes one case again and makes it small again. */
export function replayCommand(
  target: string,
  { operator, seed, index }: { operator: string; seed: number; index: number },
): string {
  const implementation = /^[\w./@-]+$/.test(target) ? target : `'${target.replaceAll("'", "'\\''")}'`;
  return `npm run verify -- --implementation ${implementation} --operator ${operator} --seed ${seed} --index ${index}`;
}

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
  const replay = `  reproduce: ${replayCommand(target, { operator, seed, index: firstFailed ?? 0 })}`;
  if (!failure)
    return [head, `  case ${firstFailed} was wrong once and right when it was run again`, replay].join('\n');
  const result = {
    id: '',
    row: operator,
    outcome: 'failed',
    notes: [],
    largest: { ulps: 0, ratio: 0 },
  } as const;
  // Its first and last line name a vector and its command, which a generated case does not have.
  const found = failureText({ ...result, failures: failure.failures }, undefined, target)
    .split('\n')
    .slice(1, -1);
  return [
    head,
    `  the smallest call found from case ${firstFailed} of seed ${seed}:`,
    ...describeCase(failure.smallest).map((line) => `    ${line}`),
    `  what came:`,
    ...found,
    replay,
  ].join('\n');
}
