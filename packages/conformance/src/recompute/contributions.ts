/**
 * Recomputing contribution tables: one walk back per loss.
 *
 * @module
 */
import type { FloatTensor } from '@gradspec/spec';
import { traceGraph } from '../oracle/trace.ts';
import { fromJsonAll } from '../vectors/json-tensor.ts';
import type { ContributionsVector } from '../vectors/types.ts';
import { compareTensor, solve, type Difference, type Recomputed } from './difference.ts';

/** Recomputes what reaches each step's copy of a parameter from each loss. */
export function recomputeContributions(vector: ContributionsVector): Recomputed {
  const differences: Difference[] = [];
  const inputs = fromJsonAll(vector.inputs, 'float64');
  const trace = traceGraph(vector.nodes, inputs);
  const one: FloatTensor = { dtype: 'float64', shape: [], data: Float64Array.of(1) };
  const perLoss = vector.losses.map((loss) => solve(trace, inputs, { [loss]: one }));
  const all = solve(trace, inputs, Object.fromEntries(vector.losses.map((loss) => [loss, one])));
  const table: Record<string, number[][]> = {};
  const totals: Record<string, number> = {};
  for (const [parameter, copies] of Object.entries(vector.steps)) {
    table[parameter] = perLoss.map(({ exact, slack }, t) => {
      const row = copies.map((copy) => exact.gradients[copy]![0]!);
      const stated = { shape: [row.length], data: vector.table[parameter]![t]! };
      differences.push(
        ...compareTensor(
          `table.${parameter}[${t}]`,
          stated,
          row,
          copies.map((copy) => slack.gradients[copy]![0]!),
        ),
      );
      return row;
    });
    const [exact, slack] = [all.exact, all.slack].map(({ gradients }) =>
      copies.map((copy) => gradients[copy]![0]!),
    );
    // The copies' gradients are doubles already: their sum is the total up to a rounding each.
    const total = exact!.reduce((sum, part) => sum + part, 0);
    const width = slack!.reduce((sum, part) => sum + part, 0);
    differences.push(
      ...compareTensor(
        `totals.${parameter}`,
        { shape: [], data: [vector.totals[parameter]!] },
        [total],
        [width],
      ),
    );
    totals[parameter] = total;
  }
  return { vector: { ...vector, table, totals }, differences };
}
