/**
 * Which axis of a tensor counts the samples of a batch.
 *
 * @module
 */
import { operatorNames, operators, type InputSpec, type OperatorName } from '@gradspec/spec';

/** They join, reduce or cut axes, so a sample is not theirs alone; losses take a mean. */
const acrossSamples: ReadonlySet<OperatorName> = new Set<OperatorName>([
  ...(['reshape', 'concat', 'slice', 'sum', 'sumOfSquares', 'meanSquaredError'] as const),
  ...(['softmaxCrossEntropy', 'hingeLoss'] as const),
]);

/** The operators that treat every sample by itself. */
export const batchedOperators: readonly OperatorName[] = operatorNames.filter(
  (name) => !acrossSamples.has(name),
);

/**
 * The axis of the samples in an input or output: N where its layout has one, the first of any leading axes; undefined for
 * what all samples share, as weights, and for a tensor without a leading axis.
 */
export function batchAxis(operator: OperatorName, name: string, rank: number): number | undefined {
  const { inputs, outputs } = operators[operator];
  const input = (inputs as Record<string, InputSpec>)[name];
  const layout = (input?.layout ?? (outputs as Record<string, string>)[name]!).split(',');
  if (layout.includes('N')) return layout.indexOf('N');
  return layout[0]!.startsWith('...') && rank >= layout.length ? 0 : undefined;
}
