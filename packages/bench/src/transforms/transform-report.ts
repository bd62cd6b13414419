/**
 * Transforms as a table, and what they are held against.
 *
 * @module
 */
import { judgementOf, type Bound, type Judgement } from '../judge.ts';
import { plainTable } from '../plain-table.ts';
import { measuredCell, ratioOf } from '../ratios.ts';
import { excuses } from '../terminal.ts';
import { duration, times } from '../units.ts';
import type { TransformRow } from './measure-transforms.ts';
import type { Transformer } from './transformer.ts';

/** What the columns mean. */
export const transformLegend =
  'median, quartiles: time of one transform of complex numbers, from arrays of\n' +
  '  JavaScript into arrays of JavaScript\n' +
  '× a library: times as fast as it';

type Named = Pick<Transformer, 'name' | 'kind'>;

/** A line per size and contestant; then why others were not measured. */
export function transformTable(rows: readonly TransformRow[], transformers: readonly Named[]): string {
  const peers = transformers.filter(({ kind }) => kind === 'javascript').map(({ name }) => name);
  const lines = rows.flatMap((row) =>
    row.cells
      .filter((cell) => cell.outcome === 'measured')
      .map((cell, i) => {
        const { lower, median, upper } = cell.seconds;
        const ratios = peers.map((name) => {
          const peer = measuredCell(row, name);
          return peer ? times(ratioOf(cell, peer)) : '';
        });
        const size = i === 0 ? String(row.n) : '';
        return [
          size,
          cell.contestant,
          duration(median),
          `${duration(lower)} … ${duration(upper)}`,
          ...ratios,
        ];
      }),
  );
  const head = ['size', '', 'median', 'quartiles', ...peers.map((name) => `× ${name.split(' ')[0]!}`)];
  const reasons = rows.flatMap((row) => excuses(row).map((reason) => `${row.n}: ${reason}`));
  return [...(lines.length > 0 ? [plainTable([head, ...lines], [1])] : []), ...reasons].join('\n');
}

interface TransformTarget extends Bound {
  readonly peer: string;
  readonly from: 'below';
  readonly sizes: readonly [least: number, most: number];
}

const target = (peer: string, bound: number, [least, most]: TransformTarget['sizes']): TransformTarget => ({
  ...{ peer, bound, sizes: [least, most], unit: 'ratio', from: 'below' },
  text: `fft against ${peer}, ${least} … ${most}`,
});

/** What our fastest build is held against. */
const transformTargets: readonly TransformTarget[] = [
  target('fft.js', 4, [256, 65_536]),
  target('pffft-wasm simd', 1.2, [256, 4096]),
  target('pffft-wasm simd', 1, [8192, 65_536]),
];

/** Judges a contestant of ours by the sizes that were measured. */
export const judgeTransforms = (rows: readonly TransformRow[], name: string): Judgement[] =>
  transformTargets.map((one) => {
    const found = rows.flatMap((row) => {
      const [cell, peer] = [measuredCell(row, name), measuredCell(row, one.peer)];
      const concerned = row.n >= one.sizes[0] && row.n <= one.sizes[1];
      return concerned && cell && peer ? [{ value: ratioOf(cell, peer), row: `${row.n}, ${name}` }] : [];
    });
    return judgementOf(one, found);
  });
