import { expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { matrixIm2col } from '@gradspec/matrix-im2col';
import type { Implementation } from '@gradspec/spec';
import { mistakes } from '../../src/mistakes/index.ts';
import { killMatrix, planted, survivors, type DefaultRun } from '../../src/mistakes/kill-matrix.ts';
import { killPage, killTable, summaryText } from '../../src/mistakes/kill-table.ts';
import type { Mistake } from '../../src/mistakes/mistake.ts';
import { loadVectors } from '../../src/vectors/load.ts';

const defaultRun: DefaultRun = { vectors: loadVectors(), seed: 1, count: 200 };
const called = (id: string): Mistake => mistakes.find((mistake) => mistake.id === id)!;
/** A mistake that changes nothing. */
const none: Mistake = { ...called('sum/mean'), id: 'sum/none', plant: (right) => right };

test('the default run kills every mistake in naive-loops', async () => {
  const rows = await killMatrix(naiveLoops, mistakes, defaultRun);
  expect(rows.map(({ mistake }) => mistake)).toHaveLength(mistakes.length);
  expect(survivors(rows).map(({ mistake }) => mistake.id)).toEqual([]);
}, 60_000);

test('a kill says which vector or case it was, and that it was the first', async () => {
  const rows = await killMatrix(naiveLoops, [called('conv/groups-read-first')], defaultRun);
  const { vectors, generated } = rows[0]!.killedBy;
  const ids = defaultRun.vectors
    .filter((one) => 'operator' in one && one.operator === 'conv')
    .map(({ id }) => id);
  expect(vectors!.by).toMatch(/^conv\/.*groups/);
  expect(ids[vectors!.after - 1]).toBe(vectors!.by);
  expect(generated!.by).toMatch(/^case \d+$/);
  expect(generated!.after).toBeGreaterThan(0);
  expect(vectors!.milliseconds).toBeGreaterThan(0);
});

test('what changes nothing lives, and the table says so', async () => {
  const rows = await killMatrix(naiveLoops, [none, called('sum/mean')], { ...defaultRun, count: 3 });
  expect(survivors(rows).map(({ mistake }) => mistake.id)).toEqual(['sum/none']);
  expect(summaryText(rows)).toBe('2 planted, 1 by vectors, 1 by generated cases, 1 lives');
  expect(killTable(rows)).toMatch(/sum\/none +lives +lives/);
  expect(killPage(rows)).toContain('| sum/none | lives | lives |');
  expect(killPage(rows)).toMatch(
    /## naive-loops\n\n2 planted.*\n\n\| mistake \| vectors \| generated cases \|/,
  );
});

test('a probe that the right implementation fails kills nothing', async () => {
  const broken = planted(called('sum/mean'), naiveLoops);
  const [row] = await killMatrix(broken, [none], { ...defaultRun, count: 5 });
  const [proper] = await killMatrix(naiveLoops, [called('sum/mean')], { ...defaultRun, count: 5 });
  expect(proper!.killedBy).not.toEqual({});
  expect(row!.killedBy).toEqual({});
});

test('operators that an implementation does not claim have no rows', async () => {
  const { sum } = naiveLoops.kernels;
  const onlySum: Implementation = { name: 'only-sum', version: '0', kernels: { sum } };
  const rows = await killMatrix(onlySum, [called('conv/dw-flipped'), called('sum/mean')], defaultRun);
  expect(rows.map(({ mistake }) => mistake.id)).toEqual(['sum/mean']);
  expect(() => planted(called('conv/dw-flipped'), onlySum)).toThrow(
    'only-sum has no conv to plant conv/dw-flipped into',
  );
});

test('a mistake is planted into any implementation’s kernel', async () => {
  const asked = ['conv/dx-kernel-unflipped', 'maxPool/dx-last-tie'].map(called);
  const rows = await killMatrix(matrixIm2col, asked, { ...defaultRun, count: 20 });
  expect(rows.map(({ implementation }) => implementation)).toEqual(['matrix-im2col', 'matrix-im2col']);
  expect(survivors(rows)).toEqual([]);
});
