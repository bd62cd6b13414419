import { describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { initialParameters, given, sgd } from '@gradspec/graph';
import { tensor } from '@gradspec/spec';
import type { TrainedNet } from '../../src/train/example.ts';
import {
  beliefLines,
  beliefs,
  lettersOf,
  memorylessModel,
  nextLetters,
  rightLetters,
} from '../../src/train/next-letter.ts';

test('the letters of a word are each there once, in alphabetical order', () => {
  expect(lettersOf('hello')).toEqual(['e', 'h', 'l', 'o']);
  expect(lettersOf('pytorch')).toEqual(['c', 'h', 'o', 'p', 'r', 't', 'y']);
});

test('what is read are the letters but the last, and the labels are the letters but the first', () => {
  const { x, labels } = nextLetters('hello', 'float32');
  expect(x).toEqual(
    tensor('float32', [4, 1, 4], [0, 1, 0, 0, /* e */ 1, 0, 0, 0, /* l */ 0, 0, 1, 0, /* l */ 0, 0, 1, 0]),
  );
  expect(labels).toEqual(tensor('int32', [4, 1], [0, 2, 2, 3]));
});

describe('a table that believes l at ¾ after every letter', () => {
  const model = memorylessModel(4);
  // e^s / Σ e^s with s = ln 9 for l and 0 for the three others
  const row = [0, 0, Math.log(9), 0];
  const column = row.flatMap((score) => [score, score, score, score]);
  const parameters = initialParameters(
    { ...model, parameters: { 'scores.w': { shape: [4, 4], initial: given(column) } } },
    { seed: 1, dtype: 'float64' },
  );
  const batch = nextLetters('hello', 'float64');
  const net = {
    name: 'table',
    model,
    optimizer: sgd({ learningRate: 1 }),
    parameters,
    batch: () => batch,
    steps: 0,
  };
  const trained: TrainedNet = { net, losses: [], parameters, implementations: [naiveLoops] };

  test('has l first in its beliefs, and the others by equal shares', async () => {
    const believed = await beliefs(trained, 'hello');
    expect(believed).toHaveLength(4);
    for (const belief of believed) {
      expect(belief[0]).toEqual({ letter: 'l', p: expect.closeTo(0.75, 12) });
      expect(belief.slice(1).map(({ p }) => p)).toEqual([1, 1, 1].map(() => expect.closeTo(1 / 12, 12)));
    }
  });

  test('is right twice in hello', async () => {
    expect(rightLetters(await beliefs(trained, 'hello'), 'hello')).toBe(2);
  });

  test('is written as what was read, what is right, and what was believed', async () => {
    expect(beliefLines(await beliefs(trained, 'hello'), 'hello', 1)).toEqual([
      'h → e   believed: l 75 %',
      'e → l   believed: l 75 %',
      'l → l   believed: l 75 %',
      'l → o   believed: l 75 %',
    ]);
  });
});
