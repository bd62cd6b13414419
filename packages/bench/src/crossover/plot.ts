/**
 * The sweep as a picture: a panel per dimension and pass, a line per contestant, both axes logarithmic.
 *
 * @module
 */
import type { TopLevelSpec } from 'vega-lite';
import { machineLine, type Machine } from '../machine.ts';
import { dimensions, kernelSizes } from './sweep.ts';
import type { SweptRow } from './takeover.ts';

const passes = ['forward', 'input gradient', 'weight gradient'];

/** The picture in Vega-Lite's words. */
export function plotOf(
  rows: readonly SweptRow[],
  { contestants, machine }: { contestants: readonly string[]; machine: Machine },
): TopLevelSpec {
  const values = rows.flatMap(({ dimension, kernel, row: { pass, cells } }) =>
    cells
      .filter((cell) => cell.outcome === 'measured')
      .map(({ contestant, seconds }) => ({
        ...{ dimension, pass, contestant, kernel },
        milliseconds: 1000 * seconds.median,
      })),
  );
  const grid = { gridColor: '#e4e4e4', tickColor: '#999999', domainColor: '#999999' };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: 'white',
    title: {
      text: 'Time of a convolution against the size of its kernel',
      subtitle: ['one channel: 16,384 samples, 256 × 256 pixels', machineLine(machine)],
      anchor: 'start',
    },
    data: { values },
    facet: {
      row: { field: 'dimension', type: 'nominal', sort: [...dimensions], title: null },
      column: { field: 'pass', type: 'nominal', sort: passes, title: null },
    },
    spec: {
      width: 250,
      height: 230,
      mark: { type: 'line', point: true },
      encoding: {
        x: {
          field: 'kernel',
          type: 'quantitative',
          title: 'kernel size',
          scale: { type: 'log', base: 2, domain: [kernelSizes[0]!, kernelSizes.at(-1)!], nice: false },
          axis: { values: kernelSizes.filter((size) => size !== 9), labelOverlap: false, labelFlush: false },
        },
        y: {
          field: 'milliseconds',
          type: 'quantitative',
          title: 'milliseconds per call',
          scale: { type: 'log' },
        },
        color: {
          field: 'contestant',
          type: 'nominal',
          sort: [...contestants],
          title: null,
          scale: { domain: [...contestants] },
        },
      },
    },
    resolve: { scale: { y: 'independent' } },
    config: { axis: grid, view: { stroke: null } },
  };
}
