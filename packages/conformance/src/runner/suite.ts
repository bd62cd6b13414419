/**
 * The suite: every vector on an implementation, and the verdict per operator.
 *
 * @module
 */
import { operatorNames, type Implementation } from '@gradspec/spec';
import type { Vector } from '../vectors/types.ts';
import type { Largest } from './compare.ts';
import { graphRow } from './run-graph.ts';
import { specRow } from './run-shapes.ts';
import { runVector } from './run-vector.ts';
import type { VectorResult } from './result.ts';

/** What became of one operator's claim. */
export type Verdict =
  'conforms' | 'conforms with notes' | 'forward only' | 'broken' | 'claimed but unverified' | 'not claimed';

/** One row of the table for one implementation. */
export interface Row {
  readonly name: string;
  readonly verdict: Verdict;
  readonly passed: number;
  readonly total: number;
  readonly largest: Largest;
}

/** What the suite found out about one implementation. */
export interface Report {
  readonly implementation: { readonly name: string; readonly version: string };
  readonly rows: readonly Row[];
  readonly results: readonly VectorResult[];
  readonly seconds: number;
  /** Whether something was verified and everything that is claimed conforms. */
  readonly conforms: boolean;
  readonly verifiedNothing: boolean;
}

/** How to run the suite. */
export interface SuiteOptions {
  /** Called after each vector. */
  readonly progress?: (result: VectorResult) => void;
  /** Whether the vectors are a selection: then only what it is about has a row, and one without a verdict is no failure. */
  readonly selection?: boolean;
}

/** Runs vectors on an implementation, one after the other. */
export async function runSuite(
  implementation: Implementation,
  vectors: readonly Vector[],
  { progress, selection = false }: SuiteOptions = {},
): Promise<Report> {
  const start = performance.now();
  const results: VectorResult[] = [];
  for (const vector of vectors) {
    const result = await runVector(implementation, vector);
    results.push(result);
    progress?.(result);
  }
  const seconds = (performance.now() - start) / 1000;
  return reportOf(implementation, results, { seconds, selection });
}

/** What results come to: a row per operator, and whether the implementation conforms. */
export function reportOf(
  implementation: Implementation,
  results: readonly VectorResult[],
  { seconds, selection }: { readonly seconds: number; readonly selection: boolean },
): Report {
  const asked = (name: string) => !selection || results.some(({ row }) => row === name);
  const rows = [...operatorNames, graphRow, specRow]
    .filter(asked)
    .map((name) => rowOf(name, implementation, results));
  const judged = selection ? rows.filter(({ verdict }) => verdict !== 'claimed but unverified') : rows;
  const own = judged.filter(({ name }) => name !== specRow);
  const verifiedNothing = own.every(({ passed, verdict }) => passed === 0 && verdict !== 'broken');
  const bad = judged.some(({ verdict }) => verdict === 'broken' || verdict === 'claimed but unverified');
  return {
    implementation: { name: implementation.name, version: implementation.version },
    rows,
    results,
    seconds,
    conforms: !verifiedNothing && !bad,
    verifiedNothing,
  };
}

function rowOf(name: string, implementation: Implementation, results: readonly VectorResult[]): Row {
  const ran = results.filter(({ row, outcome }) => row === name && outcome !== 'not run');
  const counts = ran.map(
    ({ outcome, counts }) =>
      counts ?? { passed: outcome === 'passed' || outcome === 'forward only' ? 1 : 0, total: 1 },
  );
  const claimed = name === specRow || name === graphRow || Object.hasOwn(implementation.kernels, name);
  return {
    name,
    verdict: verdictOf(ran, claimed && !(name === graphRow && ran.length === 0)),
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    total: counts.reduce((sum, { total }) => sum + total, 0),
    largest: {
      ulps: Math.max(0, ...ran.map(({ largest }) => largest.ulps)),
      ratio: Math.max(0, ...ran.map(({ largest }) => largest.ratio)),
    },
  };
}

function verdictOf(ran: readonly VectorResult[], claimed: boolean): Verdict {
  if (!claimed) return 'not claimed';
  if (ran.some(({ outcome }) => outcome === 'failed')) return 'broken';
  if (!ran.some(({ outcome }) => outcome !== 'weak')) return 'claimed but unverified';
  if (ran.some(({ outcome }) => outcome === 'forward only')) return 'forward only';
  return ran.some(({ notes }) => notes.length > 0) ? 'conforms with notes' : 'conforms';
}
