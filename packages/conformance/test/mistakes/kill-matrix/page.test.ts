import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { cellsOfPage, checksCells, mistakesPage } from '../../../src/mistakes/kill-matrix/page.ts';
import { plantings } from '../../../src/mistakes/kill-matrix/planting.ts';
import { checksOf } from '../../../src/mistakes/kill-matrix/probes.ts';
import { equivalentInRecurrences } from '../../../src/mistakes/recurrent/index.ts';
import { loadVectors } from '../../../src/vectors/load.ts';
import { row } from './rows.ts';

const vectors = loadVectors();
const all = checksOf('sum').map(({ id }) => id);
const rows = [
  row('sum/mean', 'naive-loops', {
    vectors: ['sum/rank-3', 'sum/different-sizes'],
    cases: [2],
    checks: ['linearity', 'training'],
  }),
  row('sum/saved-is-freed', 'naive-loops', { vectors: ['sum/of-nothing'], cases: [0], checks: all }),
  row('tanh/saved-is-freed', 'naive-loops', { cases: [3], checks: ['second-backward'] }),
  row('graph/seed-zero', 'graph', { vectors: ['graph/xyz'] }),
];
const parts = { rows, vectors, equivalents: equivalentInRecurrences, checksCell: checksCells(rows) };
const page = mistakesPage(parts);

test('a mistake has a row: what is done, the first vector and how many, the first case, the checks', () => {
  expect(page).toContain('| `sum/mean` | it is the mean | sum/rank-3 (2 of 3) | 2 | linearity, training |');
  expect(page).toMatch(/\| `graph\/seed-zero` \| [^|]+ \| graph\/xyz \(1 of \d+\) \|\n/);
});

test('a kind of hygiene has one row, with the checks that find it in every operator they are about', () => {
  const cells = /\| `saved-is-freed` \| [^|]+ \| 2 \| case 3, number 4 of tanh \| ([^|]+) \|/.exec(page)!;
  const found = cells[1]!.split(', ');
  expect(found).toContain('second-backward');
  // One of sums alone, which finds it there, and one of both, which does not find it in tanh.
  expect(found).toContain('linearity');
  expect(found).not.toContain('finite-differences');
});

test('checks that nearly all find a mistake are told by those that do not', () => {
  const cell = (checks: readonly string[]) => checksCells([row('sum/mean', 'a', { checks })])('sum/mean');
  expect(cell(all)).toBe(`all ${all.length}`);
  expect(cell(all.filter((id) => id !== 'linearity'))).toBe('all but linearity');
  expect(cell([])).toBe('none');
});

test('the slips that change nothing, the fewest vectors and those that find nothing alone stand at the end', () => {
  expect(page).toContain(
    '| sum | 2 | 2 of 3: sum/rank-3, sum/of-nothing | sum/rank-3, sum/different-sizes |',
  );
  expect(page).toContain('| rnn/relu-derivative-of-z |');
});

test('a page is read back: its checks are those it was written with', () => {
  expect(mistakesPage({ ...parts, checksCell: cellsOfPage(page) })).toBe(page);
  expect(cellsOfPage(page)('conv/none')).toBe('not known');
});

test('it holds no times', () => {
  expect(page).not.toMatch(/\d ?ms|seconds/);
});

test('the published page names every mistake, and none lives', () => {
  const published = readFileSync(resolve(__dirname, '../../../../../docs/mistakes.md'), 'utf8');
  const known = cellsOfPage(published);
  const named = (id: string, hygiene?: string) => known(hygiene ?? id) !== 'not known';
  expect(plantings.filter(({ id, hygiene }) => !named(id, hygiene)).map(({ id }) => id)).toEqual([]);
  expect(published).toMatch(/\b0 live\b/);
});
