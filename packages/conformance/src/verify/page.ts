/**
 * What a verification found out, as Markdown: a table of the results and the distribution of the cases behind it.
 *
 * @module
 */
import type { GeneratedReport, GeneratedResult } from '../generated/check-generated.ts';
import type { Distribution, Share } from '../generated/distribution.ts';
import { short } from '../report/table.ts';

/** What was run. */
export interface Verified {
  readonly implementations: readonly string[];
  readonly build: string;
  readonly seed: number;
  readonly seeds: number;
  readonly cases: number;
  readonly reports: readonly GeneratedReport[];
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

function cell(result: GeneratedResult | undefined): string {
  if (!result) return '';
  const { total, failed, largest, proveLittle } = result;
  if (failed > 0) return `✗ ${failed} of ${total} wrong`;
  const little = proveLittle > 0 ? `, ${proveLittle} prove little` : '';
  return `✓ ${total}, ${largest.ratio === 0 ? 'exact' : short(largest.ratio)}${little}`;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const shares = (all: readonly Share[]): string =>
  all.map(({ what, share }) => `${what} ${percent(share)}`).join(', ');

function distributionRow({
  operator,
  cases,
  repeated,
  attributes,
  values,
  inputs,
  shapes,
  numbers,
  backward,
}: Distribution): string[] {
  const different = values.map(({ what, different }) => `${what} ${different} values`).join(', ');
  return [
    operator,
    String(cases),
    String(repeated),
    [shares(attributes), different].filter(Boolean).join(', '),
    shares(inputs),
    shares([...shapes, ...numbers, ...backward]),
  ];
}

/** The implementation that is furthest off on an operator; none where all are exact. */
function worstRow({ distribution: { operator }, results }: GeneratedReport): readonly string[][] {
  const [first] = results.filter(({ worst }) => worst).sort((a, b) => b.largest.ratio - a.largest.ratio);
  if (!first) return [];
  const { implementation, largest, worst } = first;
  return [
    [
      operator,
      implementation,
      short(largest.ratio),
      short(largest.ulps),
      String(worst!.seed),
      String(worst!.index),
    ],
  ];
}

/** The page. The same run gives the same page: there is no date and no time in it. */
export function verificationPage({ implementations, build, seed, seeds, cases, reports }: Verified): string {
  const openest = Math.max(0, ...reports.map(({ open }) => open));
  const results = reports.map(({ distribution, results }) => [
    distribution.operator,
    ...implementations.map((name) => cell(results.find(({ implementation }) => implementation === name))),
  ]);
  return [
    `# Generated cases, kernels \`${build}\``,
    `\`GRADSPEC_KERNELS=${build} npm run verify -- --cases ${cases} --seed ${seed}${seeds > 1 ? ` --seeds ${seeds}` : ''}\``,
    'Every case is a call whose shapes, attributes and numbers were drawn from the seed. Each output and each gradient that ' +
      'was asked for is compared with the definition, computed to some 100 bits, element by element, within the bound that ' +
      'follows from it; inputs must stay as they are, a second call must give the same bits, and nothing may share memory.',
    tableOf(['operator', ...implementations], results),
    'In a cell: cases that passed, the largest error of the finite ones as a share of its bound, and how many cases have bounds so wide that ' +
      `passing proves little. Beside NaN and infinities at most ${(openest * 100).toFixed(2)} % of an operator's elements are ` +
      'left open: there the definition and naive-loops do not say the same, or rounding decides.',
    '## The worst cases',
    'For each operator the case whose error is the largest part of its bound. `gradspec run <implementation> --operator ' +
      '<operator> --seed <seed> --index <index>` shows it.',
    tableOf(
      ['operator', 'implementation', 'error / bound', 'largest error in ULPs', 'seed', 'index'],
      reports.flatMap(worstRow),
    ),
    '## What the cases are like',
    'Attributes: the share of cases with another value than the default, or how many different values of one without a ' +
      'default. Inputs: how often an optional one is given. Calls of equal shapes, attributes and dtype count once; the ' +
      'repeated ones were left out.',
    tableOf(
      ['operator', 'cases', 'repeated', 'attributes', 'inputs', 'other'],
      reports.map(({ distribution }) => distributionRow(distribution)),
    ),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}
