import { beforeEach, describe, expect, test } from '@jest/globals';
import { useKernels, withWorkspace } from '@gradspec/kernels';
import { biasGradient } from '../src/bias.ts';
import { testedBuilds } from './recurrent/run.ts';

describe.each(testedBuilds)('a bias, build %s', (build) => {
  beforeEach(() => useKernels(build));

  test('has the sums of the columns as its gradient, of rows that may be further apart', () => {
    const { shape, data } = withWorkspace('float64', (workspace) => {
      const dz = workspace.arena.put('float64', Float64Array.of(1, 2, NaN, 30, -40, NaN));
      return biasGradient(workspace, { R: 2, width: 2, dz, row: 3 });
    });
    expect({ shape, data: [...data] }).toEqual({ shape: [2], data: [31, -38] });
  });
});
