import { describe, expect, test } from '@jest/globals';
import { plotOf } from '../../src/crossover/plot.ts';
import { sweepText } from '../../src/crossover/sweep-table.ts';
import { groupsOf, reignsOf, takeoverTable, type SweptRow } from '../../src/crossover/takeover.ts';
import type { Cell } from '../../src/run-record.ts';
import { measured } from '../fakes.ts';
import { runModule } from '../in-node.ts';

const names = ['loops', 'matrix', 'spectra', 'peer'];
const row = (kernel: number, cells: readonly Cell[], dimension: '1-D' | '2-D' = '1-D'): SweptRow => ({
  ...{ dimension, kernel },
  row: { pass: 'forward', cells },
});
const times = (kernel: number, ...seconds: number[]) =>
  row(
    kernel,
    seconds.map((value, i) => measured(names[i]!, value)),
  );

/** loops is the fastest at 3, matrix at 5 and 7, spectra at 9, matrix at 15, spectra from 31. */
const rows = [
  times(3, 1, 2, 9),
  times(5, 3, 2, 9),
  times(7, 4, 3, 9),
  times(9, 5, 10, 9e-3),
  times(15, 6, 4, 9),
  times(31, 7, 8, 6),
  times(41, 9, 8, 6),
];

describe('reignsOf', () => {
  test('sizes next to each other are one reign, and the last one lasts', () => {
    expect(names.slice(0, 3).map((name) => reignsOf(rows, name, names))).toEqual([
      [{ from: 3, to: 3, lasts: false }],
      [
        { from: 5, to: 7, lasts: false },
        { from: 15, to: 15, lasts: false },
      ],
      [
        { from: 9, to: 9, lasts: false },
        { from: 31, to: 41, lasts: true },
      ],
    ]);
  });

  test('who was not measured is passed over', () => {
    const slow: Cell = { contestant: 'loops', outcome: 'too slow', predicted: 9 };
    expect(reignsOf([row(3, [slow, measured('matrix', 2)])], 'matrix', names)).toEqual([
      { from: 3, to: 3, lasts: true },
    ]);
    expect(reignsOf([row(3, [slow])], 'loops', names)).toEqual([]);
  });
});

test('the table has a line per dimension and pass, a dash for never and nothing for no kernel', () => {
  const two = row(3, [measured('loops', 2), measured('matrix', 1)], '2-D');
  expect(takeoverTable([...rows, two], names).split('\n')).toEqual([
    'the fastest at  loops     matrix     spectra  peer',
    '1-D forward         3  5 … 7, 15  9, from 31',
    '2-D forward         –     from 3',
  ]);
});

test('a table of the sweep has a line per kernel size, what is too long in brackets', () => {
  const cells: Cell[] = [
    { contestant: 'loops', outcome: 'too slow', predicted: 2 },
    measured('matrix', 3e-3),
    { contestant: 'spectra', outcome: 'wrong', reason: 'it is off' },
    { contestant: 'peer', outcome: 'no kernel' },
  ];
  const found = [times(3, 1, 2, 3), row(127, cells)];
  expect(sweepText('1-D forward', found).split('\n')).toEqual([
    '1-D forward',
    'kernel     loops   matrix  spectra',
    '3         1.00 s   2.00 s   3.00 s',
    '127     (2.00 s)  3.00 ms',
    'spectra: wrong: it is off',
    'no kernel: peer',
  ]);
});

test('rows are grouped by dimension and pass', () => {
  const gradient: SweptRow = { ...rows[0]!, row: { pass: 'input gradient', cells: [] } };
  const groups = groupsOf([rows[0]!, gradient, rows[1]!]);
  expect([...groups].map(([name, group]) => [name, group.length])).toEqual([
    ['1-D forward', 2],
    ['1-D input gradient', 1],
  ]);
});

describe('the plot', () => {
  const machine = { cpu: 'a processor', node: '20', platform: 'linux x64' };
  const plot = plotOf([...rows, row(63, [{ contestant: 'loops', outcome: 'no kernel' }])], {
    ...{ contestants: names, machine },
  });

  test('has a point per measured cell', () => {
    const { values } = plot.data as { values: readonly unknown[] };
    expect(values).toHaveLength(21);
    expect(values[0]).toEqual({
      ...{ dimension: '1-D', pass: 'forward', contestant: 'loops', kernel: 3, milliseconds: 1000 },
    });
  });

  test('becomes an SVG with a line per contestant, the names and the machine', async () => {
    const code = `process.stdout.write(await svgOf(${JSON.stringify(plot)}));`;
    const svg = await runModule('crossover/svg.ts', code);
    expect(svg).toMatch(/^<svg .*<\/svg>$/s);
    for (const text of [...names, 'forward', '1-D', 'kernel size', 'a processor, linux x64, Node 20'])
      expect(svg).toContain(text);
    expect(svg.match(/aria-roledescription="line mark"/g)).toHaveLength(3);
    expect(svg).not.toContain('NaN');
  }, 60_000);
});
