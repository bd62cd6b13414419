import { expect, test } from '@jest/globals';
import { useKernels } from '../src/engine.ts';
import { multiplyAddPeak } from '../src/peak.ts';
import { testedBuilds } from './builds.ts';

test.each(testedBuilds)(
  'the peak of a build with vectors is a number of operations per second, build %s',
  (build) => {
    useKernels(build);
    const peak = multiplyAddPeak(0.02);
    if (build === 'typescript') expect(peak).toBe(0);
    else expect(peak).toBeGreaterThan(1e8);
  },
);
