/**
 * A graph of single numbers at a glance: every value with its gradient below, as in the lecture's drawings.
 *
 * @module
 */
import { elementCount } from '@gradspec/spec';
import type { SolvedGraph } from './graph-page.ts';
import { printNumber } from './numbers.ts';
import type { Style } from './style.ts';
import { tableLines } from './table.ts';

/** The table, in as many bands as the width needs; nothing where a value has more than one element. */
export function glanceLines({ solution, outputGrads }: SolvedGraph, { wording, width }: Style): string[] {
  const entries = [...solution.trace.values].filter(([name]) => !name.includes('.'));
  if (
    entries.length < solution.trace.values.size ||
    entries.some(([, { shape }]) => elementCount(shape) !== 1)
  )
    return [];
  const columns = entries.map(
    ([
      name,
      {
        expressions: [expression],
      },
    ]) => {
      const value = printNumber(solution.values[expression!]!).text;
      return [name, value, printNumber(solution.gradients[expression!] ?? 0).text];
    },
  );
  const labels = outputGrads ? ['', wording.value, wording.gradient] : ['', wording.value];
  return tableLines(
    labels.map((label, row) => [label, ...columns.map((column) => column[row]!)]),
    width,
  );
}
