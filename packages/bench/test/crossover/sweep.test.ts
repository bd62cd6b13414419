import { expect, test } from '@jest/globals';
import { kernelSizes, sweep } from '../../src/crossover/sweep.ts';

test('every kernel size in both dimensions, in three passes', () => {
  expect(sweep).toHaveLength(2 * kernelSizes.length);
  expect(kernelSizes[0]).toBe(3);
  expect(kernelSizes.at(-1)).toBe(127);
  for (const { selected } of sweep)
    expect(selected.passes).toEqual(['forward', 'input gradient', 'weight gradient']);
});

test.each([
  ['1-D', 31, [1, 1, 16_384], [1, 1, 31], [1, 1, 16_354]],
  ['2-D', 127, [1, 1, 256, 256], [1, 1, 127, 127], [1, 1, 130, 130]],
])('%s, %i', (dimension, kernel, x, w, y) => {
  const { workload } = sweep.find((step) => step.dimension === dimension && step.kernel === kernel)!.selected;
  expect({ ...workload.shapes, ...workload.outputs }).toEqual({ x, w, y });
});
