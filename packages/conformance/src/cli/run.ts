/**
 * `gradspec run`: the suite over implementations.
 *
 * @module
 */
import { switchOnRelaxedSimd } from '@gradspec/kernels/relaxed-simd';
import type { Implementation } from '@gradspec/spec';
import { builtInNames } from '../implementations/built-in.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { findImplementation } from '../implementations/find-implementation.ts';
import { startProgress } from '../report/progress.ts';
import { counted, details, verdictLine, type Ran } from '../report/summary.ts';
import { table, tableLegend } from '../report/table.ts';
import { runSuite, type Report } from '../runner/suite.ts';
import { selectVectors } from './select.ts';

/** The options of `gradspec run`. */
export interface RunOptions {
  readonly only?: readonly string[];
  readonly operator?: string;
  readonly json?: true;
}

/** Runs the suite and prints what it found; returns the exit code. */
export async function run(targets: readonly string[], options: RunOptions): Promise<number> {
  switchOnRelaxedSimd();
  const start = performance.now();
  const names = targets.length > 0 ? targets : builtInNames;
  const vectors = selectVectors(options);
  const implementations: { target: string; implementation: Implementation }[] = [];
  for (const target of names)
    implementations.push({ target, implementation: await findImplementation(target) });
  const bar = startProgress(options.json ? undefined : names.length * vectors.length);
  const ran: Ran[] = [];
  try {
    for (const { target, implementation } of implementations) {
      const selection = options.only !== undefined || options.operator !== undefined;
      const progress = () => bar.step(target);
      const report = await runSuite(implementation, vectors, { progress, selection });
      ran.push({ target, report, findings: await diagnose(implementation, report) });
    }
  } finally {
    bar.stop();
  }
  const seconds = (performance.now() - start) / 1000;
  const conforms = ran.every(({ report }) => report.conforms);
  if (options.json) print(JSON.stringify(asJson(ran, { seconds, conforms }), undefined, 2));
  else print(asText(ran, vectors, seconds));
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
