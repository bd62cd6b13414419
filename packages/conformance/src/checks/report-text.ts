/**
 * What the checks found, in words.
 *
 * @module
 */
import { diagnosisText, type Finding } from '../diagnosis/findings.ts';
import { runCommand } from '../report/command.ts';
import { counted } from '../report/counted.ts';
import { failureLines } from '../report/failures.ts';
import { table } from '../report/table.ts';
import { standardRange } from './check.ts';
import type { CheckReport, CheckResult } from './run-checks.ts';

/** An implementation on which checks ran, and what the command line called it. */
export interface CheckedTarget {
  readonly target: string;
  readonly report: CheckReport;
  /** What is probably wrong. */
  readonly findings: readonly Finding[];
}

const legend =
  'cell: verdict, checks passed/total (one per dtype), largest error in ULPs of the largest value of its tensor, largest error / its bound';

/** The failure of one check: what is wrong, the call, and how to see it again and learn why it must hold. */
export function checkFailureText(
  { check, operator, failures, failedCall, range }: CheckResult,
  target: string,
): string {
  const call = failedCall.map((line) => `      ${line}`);
  const other = (['seed', 'cases'] as const)
    .filter((name) => range[name] !== standardRange[name])
    .map((name) => `--${name} ${range[name]}`);
  return [
    `  ✗ ${check} on ${operator}`,
    ...failures.flatMap(failureLines),
    ...(call.length > 0 ? ['    the call:', ...call] : []),
    `    why it must hold: gradspec checks ${check}`,
    `    reproduce: ${runCommand(target, '--check', check, '--operator', operator, ...other)}`,
  ].join('\n');
}

function notes({ check, operator, notes: own }: CheckResult): string[] {
  return own.map((note) => `  · ${check} on ${operator}: ${note}`);
}

function verdictLine({ report }: Pick<CheckedTarget, 'report'>): string {
  const { name, version } = report.implementation;
  const ran = report.results.filter(({ outcome }) => outcome !== 'not run');
  const failed = new Set(ran.filter(({ outcome }) => outcome === 'failed').map(({ check }) => check));
  const head = `${name} ${version}`;
  if (ran.length === 0)
    return `✗ ${head}: verified nothing (no call of an operator it claims suited these checks)`;
  const checks = new Set(ran.map(({ check }) => check)).size;
  const calls = ran.reduce((sum, result) => sum + result.calls, 0);
  const replaced = report.results
    .flatMap((result) => Object.values(result.replaced))
    .reduce((sum, count) => sum + count, 0);
  const said = `${counted(calls, 'call')} judged, ${replaced} that prove little left out`;
  if (failed.size > 0) return `✗ ${head}: ${counted(failed.size, 'check')} of ${checks} failed; ${said}`;
  if (!report.conforms) return `✗ ${head}: no check proves enough about an operator it claims; ${said}`;
  return `✓ ${head} passes ${counted(checks, 'check')} over ${counted(report.rows.length, 'operator')}; ${said}`;
}

/**
 * The table, every failure and note, and a sentence per implementation.
 *
 * @param width - columns of the terminal; Infinity where there is none
 */
export function checksText(ran: readonly CheckedTarget[], seconds: number, width: number): string {
  const rows = ran.some(({ report }) => report.rows.length > 0);
  const details = ran.map(({ target, report, findings }) => {
    const failed = report.results.filter(({ outcome }) => outcome === 'failed');
    const lines = [
      ...failed.map((result) => checkFailureText(result, target)),
      ...new Set(report.results.filter(({ outcome }) => outcome !== 'failed').flatMap(notes)),
      ...(findings.length > 0 ? [diagnosisText(findings)] : []),
    ];
    return lines.length > 0 ? `${report.implementation.name}\n${lines.join('\n')}` : '';
  });
  return [
    rows ? `${table(withEveryRow(ran), width)}\n\n${legend}` : '',
    ...details,
    ran.map(verdictLine).join('\n'),
    `checks on ${counted(ran.length, 'implementation')} in ${seconds.toFixed(1)} s`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The reports with one row for every operator that any of them has, as the table wants them. */
function withEveryRow(ran: readonly CheckedTarget[]): readonly CheckReport[] {
  const names = [...new Set(ran.flatMap(({ report }) => report.rows.map(({ name }) => name)))];
  const none = { verdict: 'not claimed', passed: 0, total: 0, largest: { ulps: 0, ratio: 0 } } as const;
  return ran.map(({ report }) => ({
    ...report,
    rows: names.map((name) => report.rows.find((row) => row.name === name) ?? { name, ...none }),
  }));
}
