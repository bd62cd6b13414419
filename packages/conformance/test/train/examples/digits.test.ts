import { describe, expect, test } from '@jest/globals';
import { matrixIm2col } from '@gradspec/matrix-im2col';
import { digitBatch } from '../../../src/train/examples/digits.ts';
import { missed, reached } from '../reached.ts';

const options = { seed: 1, dtype: 'float64' } as const;

// that it reaches its figure on every choice is in cli.test.ts: the command is faster than a test
describe('digits', () => {
  test('guesses after one step', async () => {
    expect(missed(await reached('digits', [matrixIm2col], { steps: 1 }))).toEqual([
      expect.stringMatching(/^accuracy [\d.]+ % on 500 held-out digits, target at least 97 %$/),
    ]);
  });

  test('no held-out picture is one that was trained on, and no picture comes twice', () => {
    const pictures = new Set<string>();
    for (let step = 1; step <= 60; step++)
      for (const use of ['training', 'held out'] as const) {
        const { x } = digitBatch(options, step, use);
        for (let i = 0; i < 10; i++) pictures.add(x.data.subarray(i * 168, i * 168 + 168).join());
      }
    expect(pictures.size).toBe(60 * 2 * 10);
  });

  test('another seed draws other pictures', () => {
    expect(digitBatch({ ...options, seed: 2 }, 1, 'training')).not.toEqual(
      digitBatch(options, 1, 'training'),
    );
  });
});
