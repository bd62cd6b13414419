/**
 * What a run says at its end, in words.
 *
 * @module
 */
import { checkFailureText } from '../checks/report-text.ts';
import type { CheckResult } from '../checks/run-checks.ts';
import type { CasesResult } from '../default-run/run-unit.ts';
import { diagnosisText, type Finding } from '../diagnosis/findings.ts';
import { generatedFailureText } from '../generated/failure-text.ts';
import type { VectorResult } from '../runner/result.ts';
import type { Report } from '../runner/suite.ts';
import type { Vector } from '../vectors/types.ts';
import { runCommand } from './command.ts';
import { counted } from './counted.ts';
import { failureText, noteText } from './failures.ts';
import { short } from './table.ts';

/** An implementation that was run, and what the command line called it. */
export interface Ran {
  readonly target: string;
  readonly report: Report;
  /** What is probably wrong. */
  readonly findings: readonly Finding[];
}

/** The results of a report by what they are of. */
interface Parts {
  readonly vectors: readonly VectorResult[];
  readonly cases: readonly CasesResult[];
  readonly checks: readonly CheckResult[];
}

function partsOf({ results }: Report): Parts {
  const cases = results.filter((result): result is CasesResult => 'generated' in result);
  const checks = results.filter((result): result is CheckResult => 'check' in result);
  const others: ReadonlySet<VectorResult> = new Set([...cases, ...checks]);
  return { vectors: results.filter((result) => !others.has(result)), cases, checks };
}

const isFailed = ({ outcome }: VectorResult): boolean => outcome === 'failed';

/** Everything about one implementation that the table does not show. */
export function details({ target, report, findings }: Ran, vectors: readonly Vector[]): string {
  const byId = new Map(vectors.map((vector) => [vector.id, vector]));
  const own = partsOf(report);
  const shown = [...own.vectors, ...own.cases];
  const noted = shown.filter(
    (result) => result.notes.length > 0 && !isFailed(result) && result.outcome !== 'not run',
  );
  const limits = own.vectors.filter(
    ({ outcome, notes }) => outcome === 'not run' && notes.some((note) => note.includes('does not claim')),
  );
  const lines = [
    ...own.vectors.filter(isFailed).map((result) => failureText(result, byId.get(result.id), target)),
    ...own.cases.filter(isFailed).map(({ generated }) => indented(generatedFailureText(generated, target))),
    ...checkLines(own, target),
    ...(own.cases.length === 1 ? own.cases.flatMap((one) => worstLine(one, target)) : []),
    ...noted.map(noteText),
    ...limits.map(noteText),
    ...(findings.length > 0 ? [diagnosisText(findings)] : []),
  ];
  return lines.length > 0 ? `${report.implementation.name}\n${lines.join('\n')}` : '';
}

/** The worst of an operator's cases, and how to see it. */
function worstLine(
  { generated: { operator, worst, largest, failed } }: CasesResult,
  target: string,
): string[] {
  if (!worst || failed > 0) return [];
  const place = ['--operator', operator, '--seed', String(worst.seed), '--index', String(worst.index)];
  return [`  · the worst case has ${short(largest.ratio)} of its bound: ${runCommand(target, ...place)}`];
}

const indented = (text: string): string => text.replace(/^/gm, '  ');

/** The failing checks: in full where nothing else of the operator failed, otherwise by their names. */
function checkLines({ vectors, cases, checks }: Parts, target: string): string[] {
  const told = new Set([...vectors, ...cases].filter(isFailed).map(({ row }) => row));
  const failed = checks.filter(isFailed);
  const alone = failed.filter(({ row }) => !told.has(row));
  const besides = [...new Set(failed.map(({ row }) => row))].filter((row) => told.has(row));
  return [
    ...alone.map((result) => checkFailureText(result, target)),
    ...besides.map((operator) => {
      const names = new Set(failed.filter(({ row }) => row === operator).map(({ check }) => check));
      return `  ✗ ${operator} fails ${counted(names.size, 'check')}, too: ${[...names].join(', ')}`;
    }),
  ];
}

/** How many of each kind were run, without the spec's own: `301 vectors, 10,020 generated cases and 690 checks`. */
function amounts({ vectors, cases, checks }: Parts): string {
  return listed([
    ...(vectors.length > 0 ? [counted(ran(vectors).length, 'vector')] : []),
    ...(cases.length > 0 ? [counted(sum(cases, 'total'), 'generated case')] : []),
    ...(checks.length > 0 ? [counted(ran(checks).length, 'check')] : []),
  ]);
}

/** Those that were run, without the spec's own. */
const ran = (results: readonly VectorResult[]): readonly VectorResult[] =>
  results.filter(({ outcome, row }) => outcome !== 'not run' && row !== 'spec');

const sum = (cases: readonly CasesResult[], of: 'total' | 'failed'): number =>
  cases.reduce((all, { generated }) => all + generated[of], 0);

/** `a, b and c` */
const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** How many of each kind failed. */
function failuresOf({ vectors, cases, checks }: Parts): string {
  const of = (failed: number, total: number, what: string) =>
    failed > 0 ? [`${failed.toLocaleString('en')} of ${counted(total, what)}`] : [];
  return listed([
    ...of(ran(vectors).filter(isFailed).length, ran(vectors).length, 'vector'),
    ...of(sum(cases, 'failed'), sum(cases, 'total'), 'generated case'),
    ...of(ran(checks).filter(isFailed).length, ran(checks).length, 'check'),
  ]);
}

/** One sentence per implementation: what it comes to. */
export function verdictLine({ report }: Pick<Ran, 'report'>): string {
  const { name, version } = report.implementation;
  const own = partsOf(report);
  const unverified = report.rows
    .filter(({ verdict }) => verdict === 'claimed but unverified')
    .map((row) => row.name);
  const claimed = report.rows.filter(
    ({ verdict, name: row }) => verdict !== 'not claimed' && row !== 'spec' && row !== 'graph',
  );
  const head = `${name} ${version}`;
  const failed = failuresOf(own);
  if (failed) return `✗ ${head} does not conform: ${failed} failed`;
  if (report.verifiedNothing)
    return `✗ ${head}: verified nothing (it claims no operator that a vector could be run on)`;
  if (!report.conforms) return `✗ ${head}: claimed but unverified: ${unverified.join(', ')}`;
  return `✓ ${head} conforms: ${amounts(own)} over ${counted(claimed.length, 'operator')}`;
}
