import { describe, expect, test } from '@jest/globals';
import { fftConv } from '@gradspec/fft-conv';
import { matrixIm2col } from '@gradspec/matrix-im2col';
import { naiveLoops } from '@gradspec/naive-loops';
import { poolFindings } from '../../../src/diagnosis/pools/pool-findings.ts';
import type { AnyKernel } from '../../../src/runner/any-kernel.ts';
import { having, mapped, mistake, right } from '../planted.ts';

const find = (operator: 'maxPool' | 'avgPool', kernel: AnyKernel) =>
  poolFindings(having(operator, kernel), operator, ['y', 'dx']);
const planted = (id: string): AnyKernel => mistake(id).plant(right(mistake(id).operator));

describe('the windows of a pool', () => {
  test.each<['maxPool' | 'avgPool', string, string]>([
    [
      'maxPool',
      'maxPool/zero-padding-competes',
      'where all of x is negative y is 0 in windows that reach into the padding, and only there: padding takes part in the maximum as 0',
    ],
    [
      'maxPool',
      'maxPool/starts-at-zero',
      'where all of x is negative y is 0, in windows without padding, too: the maximum starts from 0',
    ],
    [
      'maxPool',
      'maxPool/across-channels',
      'y: y[0, 0, 0, 0] is made of x[0, 0…2, 1, 0…2], expected x[0, 0, 1, 0…2] (60 of 60 windows differ)',
    ],
    [
      'avgPool',
      'avgPool/counts-overhang',
      'y: the windows are right and their factors are not: every one is 1/6, expected 1/3 at y[0, 0, 2, 0] (18 of 54 windows, all of them over the edge of x, countIncludePad true)',
    ],
    [
      'avgPool',
      'avgPool/dx-first-element',
      'dx: y[0, 0, 0, 0] gives its gradient to x[0, 0, 0, 0], expected x[0, 0, 0, 0…2] (54 of 54 windows differ, countIncludePad true)',
    ],
  ])('of %s are read off: %s', async (operator, id, sentence) => {
    expect((await find(operator, planted(id)))[0]).toBe(sentence);
  });

  test('a factor that is no fraction is told as a number', async () => {
    const kernel: AnyKernel = {
      forward: async (inputs, attributes) => {
        const { outputs, saved } = await right('avgPool').forward(inputs, attributes);
        return { outputs: { y: mapped(outputs.y!, (value) => 0.9 * value) }, saved };
      },
    };
    expect((await find('avgPool', kernel))[0]).toContain(
      'factors are not: 0.15 at y[0, 0, 0, 0], expected 1/6 (54 of 54 windows',
    );
  });

  test('an output of another shape is told as that', async () => {
    const [first] = await find('avgPool', planted('avgPool/ceil-mode-ignored'));
    expect(first).toMatch(
      /^y has the shape \[2, 3, 2, 3\], expected \[2, 3, 3, 3\]: of x \[2, 3, 4, 6\] with /,
    );
  });
});

test.each([naiveLoops, matrixIm2col, fftConv])('$name has the right windows', async (implementation) => {
  for (const operator of ['maxPool', 'avgPool'] as const)
    expect(await poolFindings(implementation, operator, ['y', 'dx'])).toEqual([]);
});
