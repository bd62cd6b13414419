import { expect, test } from '@jest/globals';
import { measureTransforms } from '../../src/transforms/measure-transforms.ts';
import { transformOf } from '../../src/transforms/reference.ts';
import type { Complex, Transformer } from '../../src/transforms/transformer.ts';
import { fakeClock } from '../fakes.ts';

const pacing = { budget: 0, warmUp: 0, sampleSeconds: 0, least: 5, most: 9, longest: 10 };

test('who is right is timed, who is wrong or throws is told, and what was prepared is closed', async () => {
  const { clock, pass } = fakeClock();
  const log: string[] = [];
  const fake = (name: string, spectrum: (signal: Complex) => Complex): Transformer => ({
    ...{ name, kind: 'javascript', enter: () => log.push(`enter ${name}`) },
    prepare: (signal) => ({
      action: () => pass(name === 'slow' ? 11 : 2),
      spectrum: () => spectrum(signal),
      close: () => log.push(`close ${name}`),
    }),
  });
  const right = (signal: Complex) => {
    const { re, im } = transformOf(signal);
    return { re: Float32Array.from(re), im: Float32Array.from(im) };
  };
  const inverted = (signal: Complex) => right({ re: signal.im, im: signal.re });
  const { n, cells } = await measureTransforms(
    64,
    [
      fake('right', right),
      fake('inverted', inverted),
      fake('throwing', () => {
        throw new Error('out of memory');
      }),
      fake('slow', right),
    ],
    { pacing, clock },
  );
  expect(n).toBe(64);
  expect(cells).toEqual([
    {
      ...{ contestant: 'right', outcome: 'measured', samples: 5 },
      seconds: { lower: 2, median: 2, upper: 2 },
    },
    {
      ...{ contestant: 'inverted', outcome: 'wrong' },
      reason: expect.stringMatching(/^expected an error of the spectrum up to 0.00001, got \d\.\d/),
    },
    { contestant: 'throwing', outcome: 'failed', reason: 'out of memory' },
    { contestant: 'slow', outcome: 'too slow', predicted: 11 },
  ]);
  for (const name of ['right', 'inverted', 'slow'])
    expect(log.filter((line) => line === `close ${name}`)).toHaveLength(1);
});
