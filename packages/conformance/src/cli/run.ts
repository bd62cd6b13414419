/**
 * `gradspec run`: the suite over implementations: the vectors, generated cases and the checks, or some of them.
 *
 * @module
 */
import { availableParallelism } from 'node:os';
import { switchOnRelaxedSimd } from '@gradspec/kernels/relaxed-simd';
import type { Implementation, OperatorName } from '@gradspec/spec';
import { runUnits } from '../default-run/run-units.ts';
import { unitsOf, type Unit } from '../default-run/units.ts';
import type { Finding } from '../diagnosis/findings.ts';
import { builtInNames } from '../implementations/built-in.ts';
import { findImplementation } from '../implementations/find-implementation.ts';
import { counted } from '../report/counted.ts';
import { startProgress } from '../report/progress.ts';
import { details, verdictLine, type Ran } from '../report/summary.ts';
import { table, tableLegend } from '../report/table.ts';
import type { VectorResult } from '../runner/result.ts';
import { reportOf, runSuite, type Report } from '../runner/suite.ts';
import { UsageError } from '../usage-error.ts';
import type { Vector } from '../vectors/types.ts';
import { runAgain } from './run-again.ts';
import { selectVectors } from './select.ts';

/** The options of `gradspec run`. */
export interface RunOptions {
  readonly only?: readonly string[];
  readonly operator?: string;
  readonly json?: true;
  /** Ids of checks that run in place of everything else. */
  readonly check?: readonly string[];
  readonly cases?: number;
  readonly seed?: number;
  /** One generated case again, by its index. */
  readonly index?: number;
  readonly jobs?: number;
}

/** An implementation and what the command line called it. */
export interface Named {
  readonly target: string;
  readonly implementation: Implementation;
}

/**
 * Runs the suite and prints what it found; returns the exit code.
 *
 * @throws UsageError for a name that nothing has, and for options that exclude each other.
 */
export async function run(targets: readonly string[], options: RunOptions): Promise<number> {
  switchOnRelaxedSimd();
  const start = performance.now();
  refuseTogether(options);
  const checks =
    options.check && (await import('./checks.ts')).checkRun(options.check, options.operator, options);
  const vectors = selectVectors(options);
  const named: Named[] = [];
  for (const target of targets.length > 0 ? targets : builtInNames)
    named.push({ target, implementation: await findImplementation(target) });
  if (options.index !== undefined) return runAgain(named, { ...options, index: options.index });
  if (checks) {
    const total = named.reduce((sum, { implementation }) => sum + checks.steps(implementation), 0);
    const ran = await onEach(named, options.json ? undefined : total, checks.run);
    return finish(ran, options, start, (seconds) => checks.text(ran, seconds, width()));
  }
  // The operator is one of the spec: selectVectors has refused any other.
  const units = options.only ? [] : unitsOf(options, options.operator as OperatorName | undefined);
  const ran = await runAll(named, vectors, units, options);
  return finish(ran, options, start, (seconds) => asText(ran, { vectors, units }, seconds));
}

const width = () => (process.stdout.isTTY ? process.stdout.columns : Infinity);

/** Options that exclude each other. */
function refuseTogether({ only, check, cases, seed, index, operator }: RunOptions): void {
  if (only && check) throw new UsageError('--only runs vectors and --check runs checks: give one of them');
  if (only && (cases ?? seed ?? index) !== undefined)
    throw new UsageError('--only runs vectors: --cases, --seed and --index are of generated cases');
  if (index === undefined) return;
  if (check ?? cases)
    throw new UsageError('--index runs one generated case again: give no --check and no --cases');
  if (operator === undefined)
    throw new UsageError('--index wants --operator: each operator has cases of its own');
}

/** Runs vectors, then the units of generated cases and checks. */
async function runAll(
  named: readonly Named[],
  vectors: readonly Vector[],
  units: readonly Unit[],
  { json, jobs = availableParallelism(), only, operator }: RunOptions,
): Promise<readonly Ran[]> {
  const selection = only !== undefined || operator !== undefined;
  const bar = startProgress(json ? undefined : named.length * vectors.length + units.length);
  const start = performance.now();
  const results: (readonly VectorResult[])[] = [];
  try {
    for (const { target, implementation } of named)
      results.push(
        (await runSuite(implementation, vectors, { progress: () => bar.step(target), selection })).results,
      );
    const targets = named.map(({ target }) => target);
    const progress = ({ operator: of, what }: Unit) => bar.step(`${what} of ${of}`);
    const more = units.length > 0 ? await runUnits(targets, units, { jobs, progress }) : [];
    const seconds = (performance.now() - start) / 1000;
    const ran: Ran[] = [];
    for (const [i, { target, implementation }] of named.entries()) {
      const report = reportOf(implementation, [...results[i]!, ...(more[i] ?? [])], { seconds, selection });
      ran.push({ target, report, findings: await findingsOf(implementation, report) });
    }
    return ran;
  } finally {
    bar.stop();
  }
}

/** Runs something on every implementation, with a bar of `total` steps. */
async function onEach<R extends Report>(
  implementations: readonly Named[],
  total: number | undefined,
  run: (implementation: Implementation, progress: () => void) => Promise<R>,
): Promise<readonly (Ran & { readonly report: R })[]> {
  const bar = startProgress(total);
  const ran: (Ran & { readonly report: R })[] = [];
  try {
    for (const { target, implementation } of implementations) {
      const report = await run(implementation, () => bar.step(target));
      ran.push({ target, report, findings: await findingsOf(implementation, report) });
    }
  } finally {
    bar.stop();
  }
  return ran;
}

/** What is probably wrong; what finds it out is loaded only where something is. */
async function findingsOf(implementation: Implementation, report: Report): Promise<readonly Finding[]> {
  if (report.conforms) return [];
  const { diagnose } = await import('../diagnosis/diagnose.ts');
  return diagnose(implementation, report);
}

/** Prints reports as text or JSON; returns the exit code. */
function finish(
  ran: readonly Ran[],
  { json }: RunOptions,
  start: number,
  text: (seconds: number) => string,
): number {
  const seconds = (performance.now() - start) / 1000;
  const conforms = ran.every(({ report }) => report.conforms);
  print(json ? JSON.stringify(asJson(ran, { seconds, conforms }), undefined, 2) : text(seconds));
  return conforms ? 0 : 1;
}

const print = (text: string) => process.stdout.write(`${text}\n`);

/** What was run. */
interface Asked {
  readonly vectors: readonly Vector[];
  readonly units: readonly Unit[];
}

function asText(ran: readonly Ran[], asked: Asked, seconds: number): string {
  const spec = ran[0]!.report.rows.find(({ name }) => name === 'spec');
  const counts = spec ? `spec: ${spec.passed}/${spec.total} vectors of sizes and parameter counts agree` : '';
  const wrongCounts = ran[0]!.report.results.filter(
    ({ row, outcome }) => row === 'spec' && outcome === 'failed',
  );
  const parts = [
    table(
      ran.map(({ report }) => report),
      width(),
    ),
    ran.some(({ report }) => !report.verifiedNothing) ? tableLegend : '',
    ...ran.map((one, i) => details(i === 0 ? one : withoutSpec(one), asked.vectors)),
    [counts, ...ran.map(verdictLine)].filter(Boolean).join('\n'),
    `${askedText(asked)} on ${counted(ran.length, 'implementation')} in ${seconds.toFixed(1)} s`,
  ];
  return (wrongCounts.length > 0 ? [...parts, 'the sizes of the spec are wrong'] : parts)
    .filter(Boolean)
    .join('\n\n');
}

function askedText({ vectors, units }: Asked): string {
  if (units.length === 0) return counted(vectors.length, 'vector');
  const cases = units
    .filter(({ what }) => what === 'generated cases')
    .reduce((sum, { count }) => sum + count, 0);
  return `${counted(vectors.length, 'vector')}, ${counted(cases, 'generated case')} of seed ${units[0]!.seed} and the checks`;
}

/** Counts are the spec's: their failures are told once. */
function withoutSpec({ target, report, findings }: Ran): Ran {
  return {
    target,
    findings,
    report: { ...report, results: report.results.filter(({ row }) => row !== 'spec') },
  };
}

/** Infinity and NaN as strings, which JSON has not, and the numbers of tensors as arrays. */
const plain = (_key: string, value: unknown): unknown => {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
};

function asJson(ran: readonly Ran[], total: { seconds: number; conforms: boolean }): unknown {
  const one = ({ target, report, findings }: Ran): Report & Omit<Ran, 'report'> => ({
    target,
    ...report,
    findings,
  });
  return JSON.parse(JSON.stringify({ ...total, implementations: ran.map(one) }, plain));
}
