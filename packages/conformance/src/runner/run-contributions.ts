/**
 * Running contribution tables: a net unrolled over time, with a copy of each parameter per step, goes backward once per
 * loss; what reaches the copy of step s from the loss of step t is one entry of the table.
 *
 * @module
 */
import { backward, forward } from '@gradspec/graph';
import { tensor, type Implementation, type Tensor } from '@gradspec/spec';
import { bounds } from '../oracle/bounds.ts';
import { traceGraph } from '../oracle/trace.ts';
import { precisions } from '../tolerance/index.ts';
import { fromJsonAll } from '../vectors/json-tensor.ts';
import type { ContributionsVector } from '../vectors/types.ts';
import { Findings, messageOf, notRun, type VectorResult } from './result.ts';
import { claimsOne, graphOf, graphRow, withFallback } from './run-graph.ts';

const one = tensor('float64', [], [1]);

/** Runs an unrolled net once per loss and compares what reaches each step's copy of a parameter. */
export async function runContributions(
  implementation: Implementation,
  vector: ContributionsVector,
): Promise<VectorResult> {
  if (!claimsOne(implementation, vector))
    return notRun(vector.id, graphRow, 'none of its operators is claimed');
  const findings = new Findings();
  findings.dtype = 'float64';
  try {
    const inputs = fromJsonAll(vector.inputs, 'float64');
    const run = await forward(graphOf(vector), inputs, withFallback(implementation));
    for (const [t, loss] of vector.losses.entries()) {
      const gradients = await backward(run, { [loss]: one });
      checkLoss(vector, inputs, { t, loss }, gradients, findings);
    }
    checkTotals(vector, findings);
  } catch (error) {
    findings.fail('graph', `threw ${messageOf(error)}`);
  }
  return findings.result(vector.id, graphRow);
}

function checkLoss(
  vector: ContributionsVector,
  inputs: Readonly<Record<string, Tensor>>,
  { t, loss }: { t: number; loss: string },
  gradients: ReadonlyMap<string, Tensor>,
  findings: Findings,
): void {
  const derived = bounds(traceGraph(vector.nodes, inputs), inputs, { [loss]: one }, 'float64').gradients;
  for (const [parameter, copies] of Object.entries(vector.steps))
    copies.forEach((copy, s) => {
      const value = vector.table[parameter]![t]![s]!;
      const bound = derived[copy]![0]! && derived[copy]![0] + Math.abs(value) * precisions.float64.u;
      const expected = { shape: inputs[copy]!.shape, values: [value], bounds: [bound] };
      findings.check(`contribution of ${loss} to ${copy}`, gradients.get(copy), expected);
    });
}

/** The table in the file must add up to the gradient in the file. */
function checkTotals({ table, totals }: ContributionsVector, findings: Findings): void {
  for (const [parameter, total] of Object.entries(totals)) {
    const entries = table[parameter]!.flat();
    const sum = entries.reduce((a, b) => a + b, 0);
    const slack = entries.length * 2 * precisions.float64.u * entries.reduce((a, b) => a + Math.abs(b), 0);
    if (Math.abs(sum - total) > slack)
      findings.fail(parameter, `its contributions add up to ${sum}, but its gradient is ${total}`);
  }
}
