/**
 * `gradspec checks`: the checks, and why each of them works.
 *
 * @module
 */
import wrapAnsi from 'wrap-ansi';
import { isOperatorName, operatorNames, type Implementation } from '@gradspec/spec';
import { standardRange, type Check, type CheckOptions } from '../checks/check.ts';
import { checks } from '../checks/index.ts';
import { checksText } from '../checks/report-text.ts';
import { planChecks, runChecks, type CheckReport } from '../checks/run-checks.ts';
import { unknownName } from '../usage-error.ts';

const widest = 80;

/** The checks of these ids, in the order of the list. @throws UsageError for an id that there is none of. */
function selectChecks(ids: readonly string[]): readonly Check[] {
  const known = checks.map(({ id }) => id);
  for (const id of ids) if (!known.includes(id)) throw unknownName('check', id, known);
  return checks.filter(({ id }) => ids.includes(id));
}

/** How `gradspec run --check` runs: on each implementation, and what is said at the end. */
export interface CheckRun {
  /** How often `run` calls `progress`. */
  steps(implementation: Implementation): number;
  run(this: void, implementation: Implementation, progress: () => void): Promise<CheckReport>;
  readonly text: typeof checksText;
}

/**
 * Runs the checks of these ids on every operator, or on one.
 *
 * @throws UsageError for an id or an operator that there is none of.
 */
export function checkRun(
  ids: readonly string[],
  operator: string | undefined,
  { seed = standardRange.seed, cases = standardRange.cases }: Partial<Omit<CheckOptions, 'dtype'>>,
): CheckRun {
  const chosen = selectChecks(ids);
  if (operator !== undefined && !isOperatorName(operator))
    throw unknownName('operator', operator, operatorNames);
  const plan = (implementation: Implementation) => planChecks(implementation, chosen, operator);
  return {
    steps: (implementation) => plan(implementation).length,
    run: (implementation, progress) =>
      runChecks(implementation, plan(implementation), { seed, cases, progress }),
    text: checksText,
  };
}

/** Prints every check with what it catches, or one with why it works; returns the exit code. */
export function checksCommand(id: string | undefined): number {
  const width = Math.min(process.stdout.columns || widest, widest);
  const text =
    id === undefined
      ? checks.map((check) => entry(check, width))
      : selectChecks([id]).map((check) => page(check, width));
  const foot = id === undefined ? `\n${checks.length} checks; gradspec checks <id> says why one works\n` : '';
  process.stdout.write(`${text.join('\n')}\n${foot}`);
  return 0;
}

const indented = (text: string, width: number): string => wrapAnsi(text, width - 4).replace(/^/gm, '    ');

const entry = ({ id, title, catches }: Check, width: number): string =>
  [id, indented(title, width), indented(`catches ${catches}`, width)].join('\n');

function page({ id, title, catches, why, provesLittle, operators, dtypes }: Check, width: number): string {
  const about = operators.length === operatorNames.length ? 'every operator' : operators.join(', ');
  const section = (name: string, text: string) => `${name}\n${indented(text, width)}`;
  return [
    wrapAnsi(`${id}: ${title}`, width),
    section('catches', catches),
    section('why it works', why),
    section('proves little', provesLittle),
    section('runs on', `${about}; in ${dtypes.join(' and ')}`),
    section('run it', `gradspec run <implementation> --check ${id}`),
  ].join('\n\n');
}
