import { beforeEach, describe, expect, test } from '@jest/globals';
import { fillRows, useKernels, withWorkspace } from '../src/index.ts';
import { testedBuilds } from './builds.ts';

describe.each(testedBuilds)('a row that rows begin as, build %s', (build) => {
  beforeEach(() => useKernels(build));

  test.each([0, 1, 2, 3, 7])('begins each of %i rows, and no more', (R) => {
    const row = Float32Array.of(1, -2, 3);
    const made = withWorkspace('float32', (workspace) => {
      const at = workspace.arena.put('float32', new Float32Array(3 * R + 1).fill(9));
      fillRows(workspace, { at, R, width: 3, row });
      return workspace.arena.take('float32', at, 3 * R + 1);
    });
    expect([...made]).toEqual([...Array.from({ length: R }, () => [1, -2, 3]).flat(), 9]);
  });

  test('is 0 where there is none', () => {
    const made = withWorkspace('float64', (workspace) => {
      const at = workspace.arena.put('float64', new Float64Array(7).fill(9));
      fillRows(workspace, { at, R: 2, width: 3, row: undefined });
      return workspace.arena.take('float64', at, 7);
    });
    expect([...made]).toEqual([0, 0, 0, 0, 0, 0, 9]);
  });
});
