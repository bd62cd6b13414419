import { describe, expect, test } from '@jest/globals';
import { backward } from '@gradspec/graph';
import { matrixIm2col } from '@gradspec/matrix-im2col';
import { naiveLoops } from '@gradspec/naive-loops';
import type { Implementation } from '@gradspec/spec';
import { unitsOf } from '../../../src/default-run/units.ts';
import { hygieneMistakes } from '../../../src/mistakes/hygiene/index.ts';
import {
  firstKill,
  graphKillMatrix,
  killMatrix,
  survivors,
  type MatrixRun,
} from '../../../src/mistakes/kill-matrix/matrix.ts';
import { inKernel, planted, plantings, type Planting } from '../../../src/mistakes/kill-matrix/planting.ts';
import { vectorsOf } from '../../../src/mistakes/kill-matrix/probes.ts';
import { mistakes } from '../../../src/mistakes/index.ts';
import type { Mistake } from '../../../src/mistakes/mistake.ts';
import { loadVectors } from '../../../src/vectors/load.ts';

const vectors = loadVectors();
/** The default run with few generated cases. */
const run: MatrixRun = {
  vectors,
  units: unitsOf({ cases: 600 }),
  everyVector: false,
  everyCheck: false,
};
const mistake = (id: string): Mistake => mistakes.find((one) => one.id === id)!;
const called = (...ids: readonly string[]): readonly Planting[] =>
  ids.map((id) => plantings.find((one) => one.id === id)!);
/** A mistake that changes nothing. */
const none = inKernel({ ...mistake('sum/mean'), id: 'sum/none', plant: (right) => right });

describe('a default run', () => {
  test('says which vector and which case find a mistake first', async () => {
    const [row] = await killMatrix(naiveLoops, called('conv/groups-read-first'), run);
    const ids = vectorsOf(vectors, 'conv').map(({ id }) => id);
    const [vector] = row!.kills.vectors;
    expect(vector!.by).toMatch(/^conv\/.*groups/);
    expect(ids[vector!.after - 1]).toBe(vector!.by);
    expect(vector!.milliseconds).toBeGreaterThan(0);
    expect(row!.kills.generated[0]!.by).toMatch(/^case \d+$/);
    expect(row!.kills.generated[0]!.after).toBeGreaterThan(0);
    expect(firstKill(row!)).toBe(vector);
    // Checks are for what the others leave.
    expect(row!.kills.checks).toEqual([]);
  });

  test('what changes nothing lives, and the checks were asked, too', async () => {
    const rows = await killMatrix(naiveLoops, [none, ...called('sum/mean')], run);
    expect(survivors(rows).map(({ planting }) => planting.id)).toEqual(['sum/none']);
  });

  test('what only a check finds is found', async () => {
    const rows = await killMatrix(naiveLoops, called('sum/mean'), {
      ...run,
      vectors: [],
      units: unitsOf({ cases: 0 }),
    });
    expect(rows[0]!.kills).toMatchObject({ vectors: [], generated: [], checks: [{ by: 'exact-integers' }] });
    expect(survivors(rows)).toEqual([]);
  });

  test('a probe that the right implementation fails kills nothing', async () => {
    const broken = planted(mistake('sum/mean'), naiveLoops);
    const [row] = await killMatrix(broken, [none], run);
    expect(firstKill(row!)).toBeUndefined();
  });

  test('operators that an implementation does not claim have no rows', async () => {
    const { sum } = naiveLoops.kernels;
    const onlySum: Implementation = { name: 'only-sum', version: '0', kernels: { sum } };
    const rows = await killMatrix(onlySum, called('conv/dw-flipped', 'sum/mean'), run);
    expect(rows.map(({ planting }) => planting.id)).toEqual(['sum/mean']);
    expect(() => planted(mistake('conv/dw-flipped'), onlySum)).toThrow(
      'only-sum has no conv to plant conv/dw-flipped into',
    );
  });

  test('a mistake in backward is not planted where there is none, and the reason is given', async () => {
    const { tanh } = naiveLoops.kernels;
    const forwardOnly: Implementation = {
      name: 'forward-only',
      version: '0',
      kernels: { tanh: { forward: (inputs) => tanh.forward(inputs) } },
    };
    const asked = called('tanh/dy-ignored', 'tanh/saved-is-freed', 'tanh/changes-its-inputs');
    const rows = await killMatrix(forwardOnly, asked, run);
    expect(rows.map(({ hindrance }) => hindrance)).toEqual([
      'forward-only has no backward of tanh',
      'forward-only has no backward of tanh',
      undefined,
    ]);
    expect(survivors(rows)).toEqual([]);
    expect(firstKill(rows[2]!)).toBeDefined();
  });

  test('mistakes are planted into any implementation’s kernel', async () => {
    const asked = called('conv/dx-kernel-unflipped', 'maxPool/dx-last-tie', 'maxPool/saved-of-the-last-call');
    const rows = await killMatrix(matrixIm2col, asked, run);
    expect(rows.map(({ implementation }) => implementation)).toEqual(Array(3).fill('matrix-im2col'));
    expect(survivors(rows)).toEqual([]);
  });
});

test('where every vector and every check is tried, all that find a mistake are told', async () => {
  const asked = called('sum/mean', 'sum/changes-its-inputs');
  const rows = await killMatrix(naiveLoops, asked, { ...run, everyVector: true, everyCheck: true });
  const by = (place: number, stage: 'vectors' | 'checks') => rows[place]!.kills[stage].map((kill) => kill.by);
  // The mean of nothing is nobody’s mistake.
  expect(by(0, 'vectors')).toEqual(['sum/rank-3', 'sum/different-sizes']);
  expect(by(0, 'checks')).toContain('exact-integers');
  expect(by(0, 'checks').length).toBeGreaterThan(1);
  expect(by(0, 'checks')).not.toContain('unchanged-arguments');
  expect(by(1, 'checks')).toContain('unchanged-arguments');
  expect(rows[0]!.kills.generated).toHaveLength(1);
});

describe('nets', () => {
  test('the vectors of nets find every mistake of the backward pass', async () => {
    const rows = await graphKillMatrix(plantings, run);
    expect(rows.length).toBe(14);
    expect(survivors(rows).map(({ planting }) => planting.id)).toEqual([]);
    const of = (id: string) => firstKill(rows.find(({ planting }) => planting.id === id)!)!.by;
    expect(of('graph/one-output-of-several')).toBe('graph/lstm-states-and-last-states');
    expect(of('graph/overwritten-at-branches')).toMatch(/^graph\//);
  }, 30_000);

  test('a right backward pass lives', async () => {
    const right: Planting = {
      ...called('graph/seed-zero')[0]!,
      plant: () => ({ implementation: naiveLoops, sweep: backward }),
    };
    expect(survivors(await graphKillMatrix([right], run))).toHaveLength(1);
  }, 30_000);
});

describe('what is planted', () => {
  test('is the whole catalogue: every id once, with its group’s name before it', () => {
    const ids = plantings.map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    expect(plantings.filter(({ id, group }) => !id.startsWith(`${group}/`))).toEqual([]);
    expect(mistakes.filter(({ id }) => !ids.includes(id))).toEqual([]);
    expect(hygieneMistakes('lstm').filter(({ id }) => !ids.includes(id))).toEqual([]);
  });
});
