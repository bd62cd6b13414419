import { describe, expect, test } from '@jest/globals';
import { matrixIm2col } from '@gradspec/matrix-im2col';
import { examples } from '../../../src/train/examples/index.ts';
import { sensibleFor, written } from '../choices.ts';
import { missed, reached } from '../reached.ts';

// digits is trained by the command, in cli.test.ts: that is faster than a test
const small = examples.filter(({ name }) => name !== 'digits');

describe.each(small)('$name', (example) => {
  const { name } = example;
  const choices = sensibleFor(example.nets({ seed: 1, dtype: 'float64' }));

  test.each(choices.map((choice) => ({ choice, on: written(choice) })))(
    'reaches its figures on $on',
    async ({ choice }) => {
      expect(missed(await reached(name, choice))).toEqual([]);
    },
    20_000,
  );

  test('reaches its figures in float32', async () => {
    expect(missed(await reached(name, [matrixIm2col], { dtype: 'float32' }))).toEqual([]);
  }, 20_000);

  test('does not reach all of them after one step', async () => {
    expect(missed(await reached(name, [matrixIm2col], { steps: 1 }))).not.toEqual([]);
  });
});

test('recurrent examples run on rnn-bptt too, and digits on fft-conv', () => {
  const on = Object.fromEntries(
    examples.map((example) => [
      example.name,
      sensibleFor(example.nets({ seed: 1, dtype: 'float64' })).map(written),
    ]),
  );
  for (const name of ['pytorch', 'hello', 'ar']) expect(on[name]).toContain('rnn-bptt,matrix-im2col');
  expect(on.digits).toContain('fft-conv,matrix-im2col');
  for (const { name } of examples)
    expect(on[name]).toEqual(expect.arrayContaining(['naive-loops', 'matrix-im2col']));
});

test('every example has a name of its own and a summary of one line', () => {
  expect(new Set(examples.map(({ name }) => name)).size).toBe(8);
  for (const { summary } of examples) expect(summary).toMatch(/^.{20,110}$/);
});

test('an example is the same for the same seed, and another for another', () => {
  for (const example of examples) {
    const [once, again, other] = [1, 1, 2].map((seed) =>
      example
        .nets({ seed, dtype: 'float64' })
        .map(({ parameters, batch }) => ({ parameters, first: batch(1) })),
    );
    expect(once).toEqual(again);
    expect(once).not.toEqual(other);
  }
});
