/**
 * `gradspec run`: the suite over implementations.
 *
 * @module
 */
import { switchOnRelaxedSimd } from '@gradspec/kernels/relaxed-simd';
import type { Implementation } from '@gradspec/spec';
import { builtInNames } from '../implementations/built-in.ts';
import type { Finding } from '../diagnosis/findings.ts';
import { findImplementation } from '../implementations/find-implementation.ts';
import { startProgress } from '../report/progress.ts';
import { counted, details, verdictLine, type Ran } from '../report/summary.ts';
import { table, tableLegend } from '../report/table.ts';
import { runSuite, type Report } from '../runner/suite.ts';
import { UsageError } from '../usage-error.ts';
import { selectVectors } from './select.ts';

/** The options of `gradspec run`. */
export interface RunOptions {
  readonly only?: readonly string[];
  readonly operator?: string;
  readonly json?: true;
  /** Ids of checks that run in place of the vectors. */
  readonly check?: readonly string[];
}

/**
 * Runs the suite and prints what it found; returns the exit code.
 *
 * @throws UsageError for a name that nothing has, and for vectors and checks asked for together.
 */
export async function run(targets: readonly string[], options: RunOptions): Promise<number> {
  switchOnRelaxedSimd();
  const start = performance.now();
  const names = targets.length > 0 ? targets : builtInNames;
  if (options.check && options.only)
    throw new UsageError('--only runs vectors and --check runs checks: give one of them');
  const checks = options.check && (await import('./checks.ts')).checkRun(options.check, options.operator);
  const vectors = selectVectors(options);
  const implementations: Named[] = [];
  for (const target of names)
    implementations.push({ target, implementation: await findImplementation(target) });
  const width = process.stdout.isTTY ? process.stdout.columns : Infinity;
  if (checks) {
    const total = implementations.reduce((sum, { implementation }) => sum + checks.steps(implementation), 0);
    const ran = await onEach(implementations, options.json ? undefined : total, checks.run);
    return finish(ran, options, start, (seconds) => checks.text(ran, seconds, width));
  }
  const selection = options.only !== undefined || options.operator !== undefined;
  const total = names.length * vectors.length;
  const ran = await onEach(implementations, options.json ? undefined : total, (implementation, progress) =>
    runSuite(implementation, vectors, { progress, selection }),
  );
  return finish(ran, options, start, (seconds) => asText(ran, vectors, seconds));
}

interface Named {
  readonly target: string;
  readonly implementation: Implementation;
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

function asText(ran: readonly Ran[], vectors: Parameters<typeof details>[1], seconds: number): string {
  const spec = ran[0]!.report.rows.find(({ name }) => name === 'spec');
  const counts = spec ? `spec: ${spec.passed}/${spec.total} vectors of sizes and parameter counts agree` : '';
  const wrongCounts = ran[0]!.report.results.filter(
    ({ row, outcome }) => row === 'spec' && outcome === 'failed',
  );
  const parts = [
    table(
      ran.map(({ report }) => report),
      process.stdout.isTTY ? process.stdout.columns : Infinity,
    ),
    ran.some(({ report }) => !report.verifiedNothing) ? tableLegend : '',
    ...ran.map((one, i) => details(i === 0 ? one : withoutSpec(one), vectors)),
    [counts, ...ran.map(verdictLine)].filter(Boolean).join('\n'),
    `${counted(vectors.length, 'vector')} on ${counted(ran.length, 'implementation')} in ${seconds.toFixed(1)} s`,
  ];
  return (wrongCounts.length > 0 ? [...parts, 'the sizes of the spec are wrong'] : parts)
    .filter(Boolean)
    .join('\n\n');
}

/** Counts are the spec's: their failures are told once. */
function withoutSpec({ target, report, findings }: Ran): Ran {
  return {
    target,
    findings,
    report: { ...report, results: report.results.filter(({ row }) => row !== 'spec') },
  };
}

/** Infinity and NaN as strings: JSON has neither. */
const plain = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

function asJson(ran: readonly Ran[], total: { seconds: number; conforms: boolean }): unknown {
  const one = ({ target, report, findings }: Ran): Report & Omit<Ran, 'report'> => ({
    target,
    ...report,
    findings,
  });
  return JSON.parse(JSON.stringify({ ...total, implementations: ran.map(one) }, plain));
}
