import { describe, expect, test } from '@jest/globals';
import { kernelBuild, useKernels } from '../src/engine.ts';
import { testedBuilds } from './builds.ts';

describe('the builds', () => {
  test('all three are tested', () => {
    expect(testedBuilds).toEqual(['typescript', 'simd', 'relaxed']);
  });

  test('the one that is asked for is current', () => {
    for (const build of testedBuilds) {
      useKernels(build);
      expect(kernelBuild()).toBe(build);
    }
  });

  test('an unknown one is an error that names those there are', () => {
    expect(() => useKernels('gpu' as 'simd')).toThrow(
      new RangeError('kernels: expected one of the builds typescript, simd, relaxed, got gpu'),
    );
  });
});
