/**
 * A run as a page of Markdown: the targets, then a table per workload.
 *
 * @module
 */
import { bestPeer, partOfPeak, ratioOf, speedOf } from './ratios.ts';
import type { Row, RunRecord } from './run-record.ts';
import { targetRows } from './target-table.ts';
import { judge } from './targets.ts';
import { arenaOf, excuse, legend } from './terminal.ts';
import { duration, gigaflops, percent, times } from './units.ts';

const escape = (text: string) => text.replace(/([|<>*_`\\])/g, '\\$1').replace(/\s+/g, ' ');

/** A Markdown table whose columns are padded to one width, as Prettier writes it. */
function markdownTable(rows: readonly (readonly string[])[]): string {
  const escaped = rows.map((row) => row.map(escape));
  const widths = escaped[0]!.map((_, i) => Math.max(3, ...escaped.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((text, i) => text.padEnd(widths[i]!)).join(' | ')} |`;
  return [
    line(escaped[0]!),
    line(widths.map((width) => '-'.repeat(width))),
    ...escaped.slice(1).map(line),
  ].join('\n');
}

function workloadSection(run: RunRecord, rows: readonly Row[]): string {
  const { workload, operator, text } = rows[0]!;
  const lines = rows.flatMap((row) =>
    row.cells.map((cell) => {
      if (cell.outcome !== 'measured') return [row.pass, cell.contestant, excuse(cell)!, '', '', '', '', ''];
      const best = bestPeer(run, row);
      const peak = partOfPeak(run, row, cell);
      const { lower, median, upper } = cell.seconds;
      return [
        row.pass,
        cell.contestant,
        duration(median),
        `${duration(lower)} … ${duration(upper)}`,
        gigaflops(speedOf(row, cell)),
        best ? times(ratioOf(cell, best)) : '',
        peak === undefined ? '' : percent(peak),
        arenaOf(cell),
      ];
    }),
  );
  const head = ['pass', 'contestant', 'median', 'quartiles', 'GFLOP/s', 'peer', 'peak', 'arena / tensors'];
  return `### ${workload}\n\n${operator}, ${text}\n\n${markdownTable([head, ...lines])}`;
}

/** The whole page. */
export function markdownPage(run: RunRecord): string {
  const { machine, peaks, absent } = run;
  const names = [...new Set(run.rows.map(({ workload }) => workload))];
  const peakTexts = Object.entries(peaks).map(([build, peak]) => `${build} ${gigaflops(peak)} GFLOP/s`);
  const facts = [
    `- ${machine.cpu}, ${machine.platform}, Node ${machine.node}, one thread, float32, ${run.date}`,
    ...(run.quick ? ['- a quick run: few samples, some workloads'] : []),
    '- timed until the result stands in a typed array; our inputs begin as plain tensors, those of other engines in their memory',
    ...(peakTexts.length > 0 ? [`- peak of WebAssembly in this run: ${peakTexts.join(', ')}`] : []),
    `- contestants: ${run.contestants.map(({ name, version }) => `${name} (${version})`).join(', ')}`,
    ...absent.map(({ name, reason }) => `- not measured: ${name} (${escape(reason)})`),
  ];
  const sections = names.map((name) =>
    workloadSection(
      run,
      run.rows.filter(({ workload }) => workload === name),
    ),
  );
  const judgements = judge(run);
  return [
    '# Benchmarks',
    'Written by `npm run bench -- --markdown docs/benchmarks.md`.',
    facts.join('\n'),
    ...(judgements.length > 0 ? ['## Targets', markdownTable(targetRows(judgements))] : []),
    '## Measured',
    `${legend.replaceAll('\n', '; ')}.`,
    ...sections,
  ]
    .join('\n\n')
    .concat('\n');
}
