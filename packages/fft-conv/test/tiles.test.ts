import { describe, expect, test } from '@jest/globals';
import type { Axes } from '../src/geometry.ts';
import { turnsOf } from '../src/tiles.ts';

interface Question {
  readonly N: number;
  readonly outputs: Axes;
  readonly B: Axes;
  readonly slots: 4 | 8;
}

const questions: Question[] = [
  { N: 1, outputs: [1, 1, 10], B: [1, 1, 10], slots: 8 },
  { N: 1, outputs: [1, 1, 100], B: [1, 1, 7], slots: 8 },
  { N: 3, outputs: [1, 5, 7], B: [1, 2, 3], slots: 4 },
  { N: 2, outputs: [5, 4, 3], B: [2, 3, 2], slots: 8 },
  { N: 5, outputs: [1, 3, 3], B: [1, 4, 2], slots: 4 },
];

describe.each(questions)('tiles of $N samples, outputs $outputs by $B, in $slots slots', (question) => {
  const { N, outputs, B, slots } = question;
  const turns = turnsOf(N, outputs, B, slots);

  test('hold every output of every sample once', () => {
    const [D, H, W] = outputs;
    const seen = new Map<string, number>();
    for (const turn of turns)
      for (const tile of turn)
        if (tile)
          for (let d = tile.first[0]; d < Math.min(D, tile.first[0] + B[0]); d++)
            for (let h = tile.first[1]; h < Math.min(H, tile.first[1] + B[1]); h++)
              for (let w = tile.first[2]; w < Math.min(W, tile.first[2] + B[2]); w++) {
                const place = `sample ${tile.n}, output ${d}, ${h}, ${w}`;
                seen.set(place, (seen.get(place) ?? 0) + 1);
              }
    const notOnce = [...seen].filter(([, times]) => times !== 1);
    expect({ outputs: seen.size, notOnce }).toEqual({ outputs: N * D * H * W, notOnce: [] });
  });

  test('have as many places in a turn as there are slots, and no turn is empty', () => {
    expect(turns.map((turn) => turn.length)).toEqual(turns.map(() => slots));
    expect(turns.filter((turn) => !turn.some(Boolean))).toEqual([]);
  });

  test('of one lane are of one sample', () => {
    const lanes = slots / 2;
    const pairs = turns.flatMap((turn) =>
      Array.from({ length: lanes }, (_, lane) => [turn[lane], turn[lane + lanes]]),
    );
    const mixed = pairs.filter(([real, imaginary]) => real && imaginary && real.n !== imaginary.n);
    expect(mixed).toEqual([]);
  });
});

test('fewer tiles than slots leave the others empty', () => {
  const [turn] = turnsOf(1, [1, 1, 3], [1, 1, 2], 8);
  const first = (at: number) => ({ n: 0, first: [0, 0, at] });
  const [none] = [undefined];
  expect(turn).toEqual([first(0), none, none, none, first(2), none, none, none]);
});
