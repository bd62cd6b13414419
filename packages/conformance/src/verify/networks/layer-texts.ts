/**
 * What became of the layers, in words.
 *
 * @module
 */
import { aligned } from '../../report/aligned.ts';
import { short } from '../../report/table.ts';
import type { LayerResult } from './verify-layer.ts';

/** The verdict on one implementation on one layer. */
export function verdictText(result: LayerResult): string {
  const { leftOut, failure, wrong, forwardOnly, compared, error, ratio, weak } = result;
  if (leftOut !== undefined) return `left out: ${leftOut}`;
  if (failure !== undefined) return '✗ failed';
  if (wrong) return `✗ ${wrong.name} is wrong`;
  const size = error === 0 ? 'exact' : `off by ${short(error)}, ${short(ratio)} of the bound`;
  return [
    `✓ ${compared ? size : 'sampled elements only'}`,
    ...(weak === 'rounds' ? ['rounds to the exact integers'] : []),
    ...(weak === 'proves little' ? ['the bound proves little'] : []),
    ...(forwardOnly ? ['forward only'] : []),
  ].join(', ');
}

/** All results as columns of text, with the times. */
export function resultsTable(results: readonly LayerResult[]): string {
  const rows = results.map((result) => [
    result.layer,
    result.implementation,
    result.leftOut === undefined ? result.seconds.toFixed(2) : '',
    verdictText(result),
  ]);
  return aligned([['layer', 'implementation', 'seconds', 'verdict'], ...rows]);
}

const answers = {
  y: 'the output y',
  dx: 'the input gradient dx',
  dw: 'the weight gradient dw',
  db: 'the bias gradient db',
};

/** What is wrong on a layer, and how to see it again. */
export function failureText(
  { layer, implementation, failure, wrong }: LayerResult,
  { target, seed }: { readonly target: string; readonly seed: number },
): string {
  const lines = [`✗ ${layer} on ${implementation}`];
  if (failure !== undefined) lines.push(`  ${failure}`);
  if (wrong) {
    const { name, index, expected, got, bound } = wrong;
    const within = bound > 0 ? ` (may be off by ${short(bound)})` : '';
    lines.push(
      `  ${answers[name]} at [${index.join(', ')}]: expected ${expected}${within}, got ${got}`,
      '  the expected number is the direct sum of the products that the definition names',
    );
  }
  lines.push(
    `  repeat: npm run verify -- --networks --layer ${layer} --implementation ${target} --seed ${seed}`,
  );
  return lines.join('\n');
}
