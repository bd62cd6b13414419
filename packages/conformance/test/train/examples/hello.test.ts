import { expect, test } from '@jest/globals';
import { matrixIm2col } from '@gradspec/matrix-im2col';
import { hello } from '../../../src/train/examples/hello.ts';
import { trainNet } from '../../../src/train/train-net.ts';
import { missed, reached } from '../reached.ts';

test('without memory the loss never falls below (2/4)·ln 2 per letter, and comes within 2 % of it', async () => {
  const memoryless = hello.nets({ seed: 1, dtype: 'float64' }).find(({ name }) => name === 'memoryless')!;
  const { losses } = await trainNet(memoryless, [matrixIm2col]);
  const floor = Math.log(2) / 2;
  expect(Math.min(...losses) / 4).toBeGreaterThan(floor);
  expect(losses.at(-1)! / 4).toBeLessThan(1.02 * floor);
});

test('both l have the same answer without memory, l and o at one half each', async () => {
  const { text } = await reached('hello', [matrixIm2col]);
  const table = text.split('without memory')[1]!;
  expect(table).toMatch(/l → l {3}believed: (l 49\.\d %, o 49\.\d %)\nl → o {3}believed: \1/);
});

test('with memory the first l is followed by l, the second by o', async () => {
  const { text } = await reached('hello', [matrixIm2col]);
  expect(text).toMatch(
    /^with memory:\n(.*\n){2}l → l {3}believed: l 99\.\d %.*\nl → o {3}believed: o 99\.\d %/,
  );
});

test('a table that has not learnt misses the floor', async () => {
  expect(missed(await reached('hello', [matrixIm2col], { steps: 3 })).join()).toContain('memoryless: loss');
});
