/**
 * What a run says at its end, in words.
 *
 * @module
 */
import { diagnosisText, type Finding } from '../diagnosis/findings.ts';
import type { Report } from '../runner/suite.ts';
import type { Vector } from '../vectors/types.ts';
import { failureText, noteText } from './failures.ts';

/** An implementation that was run, and what the command line called it. */
export interface Ran {
  readonly target: string;
  readonly report: Report;
  /** What is probably wrong. */
  readonly findings: readonly Finding[];
}

/** Everything about one implementation that the table does not show. */
export function details({ target, report, findings }: Ran, vectors: readonly Vector[]): string {
  const byId = new Map(vectors.map((vector) => [vector.id, vector]));
  const failed = report.results.filter(({ outcome }) => outcome === 'failed');
  const noted = report.results.filter(
    ({ outcome, notes }) => notes.length > 0 && outcome !== 'failed' && outcome !== 'not run',
  );
  const limits = report.results.filter(
    ({ outcome, notes }) => outcome === 'not run' && notes.some((note) => note.includes('does not claim')),
  );
  const lines = [
    ...failed.map((result) => failureText(result, byId.get(result.id), target)),
    ...noted.map(noteText),
    ...limits.map(noteText),
    ...(findings.length > 0 ? [diagnosisText(findings)] : []),
  ];
  return lines.length > 0 ? `${report.implementation.name}\n${lines.join('\n')}` : '';
}

/** One sentence per implementation: what it comes to. */
export function verdictLine({ report }: Pick<Ran, 'report'>): string {
  const { name, version } = report.implementation;
  const ran = report.results.filter(({ outcome, row }) => outcome !== 'not run' && row !== 'spec');
  const failed = ran.filter(({ outcome }) => outcome === 'failed').length;
  const unverified = report.rows
    .filter(({ verdict }) => verdict === 'claimed but unverified')
    .map((row) => row.name);
  const claimed = report.rows.filter(
    ({ verdict, name: row }) => verdict !== 'not claimed' && row !== 'spec' && row !== 'graph',
  );
  const head = `${name} ${version}`;
  if (failed > 0) return `✗ ${head} does not conform: ${failed} of ${ran.length} vectors failed`;
  if (report.verifiedNothing)
    return `✗ ${head}: verified nothing (it claims no operator that a vector could be run on)`;
  if (!report.conforms) return `✗ ${head}: claimed but unverified: ${unverified.join(', ')}`;
  return `✓ ${head} conforms: ${counted(ran.length, 'vector')} over ${counted(claimed.length, 'operator')}`;
}

/** A number of things, in words: `1 vector`, `2 vectors`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
