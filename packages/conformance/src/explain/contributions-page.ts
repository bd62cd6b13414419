/**
 * The page of contributions: which loss reaches a parameter through which time step. Each row of a table is one walk
 * back from one loss; each column is the copy of the parameter that one step used.
 *
 * @module
 */
import type { FloatTensor } from '@gradspec/spec';
import type { ContributionsVector } from '../vectors/types.ts';
import { graphForward, programSections, solveGraph, type SolvedGraph } from './graph-page.ts';
import { wrapText } from './line-breaks.ts';
import { printNumber } from './numbers.ts';
import type { Section } from './section.ts';
import { solve } from './solution.ts';
import type { Style } from './style.ts';
import { tableLines } from './table.ts';

const one: FloatTensor = { dtype: 'float64', shape: [], data: Float64Array.of(1) };
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** The sections of a contributions vector. */
export function contributionsSections(vector: ContributionsVector, style: Style): Section[] {
  const graph = solveGraph(vector);
  const perLoss = vector.losses.map((loss) => gradientsOf(graph, loss));
  const tables = Object.entries(vector.steps).map(([parameter, copies]) => {
    const rows = perLoss.map((gradients) => copies.map((copy) => gradients(copy)));
    return [...wrapText(style.wording.contributionsTo(parameter), style.width, '  '), ...table(rows, style)];
  });
  return [
    ...programSections(graph, style),
    graphForward(graph, style),
    {
      heading: style.wording.contributions,
      body: tables.flatMap((lines, i) => [...(i > 0 ? [''] : []), ...lines]),
    },
  ];
}

/** What comes back to inputs of a graph from one loss alone. */
function gradientsOf({ solution: { trace }, inputs }: SolvedGraph, loss: string): (input: string) => number {
  const { shape } = trace.values.get(loss)!;
  const { gradients } = solve({
    trace,
    inputs,
    outputGrads: { [loss]: { ...one, shape } },
    seedName: (name) => `d${name}`,
  });
  return (input) => gradients[trace.values.get(input)!.expressions[0]!] ?? 0;
}

/** Rows of contributions with their sums; what lies after its loss in time stays empty. */
function table(rows: readonly (readonly number[])[], style: Style): string[] {
  const { wording } = style;
  const steps = rows[0]?.map((_, s) => s) ?? [];
  const text = (value: number) => printNumber(value).text;
  const header = ['', ...steps.map((s) => wording.step(s)), wording.sum];
  const body = rows.map((row, t) => [
    wording.loss(t),
    ...row.map((value, s) => (s > t && value === 0 ? '·' : text(value))),
    text(total(row)),
  ]);
  const sums = [...steps.map((s) => total(rows.map((row) => row[s]!))), total(rows.flat())];
  return tableLines([header, ...body, [wording.sum, ...sums.map(text)]], style.width);
}
