import { expect, test } from '@jest/globals';
import { seededRandom } from '@gradspec/graph';
import { noisySineValues, trainingWindows } from '../../../src/train/series/noisy-sine.ts';

test('value t is sin(0.01·t) and a fifth of the next normal number', () => {
  const random = seededRandom(3);
  const values = noisySineValues(3);
  expect(values).toHaveLength(1000);
  values.forEach((value, i) => expect(value).toBeCloseTo(Math.sin((i + 1) / 100) + random.normal() / 5, 12));
});

test('windows are pieces of the first 600 values, and reach both of its ends', () => {
  const values = Array.from({ length: 1000 }, (_, t) => t);
  const windows = trainingWindows(values, seededRandom(1), { count: 5000, length: 25 });
  for (const window of windows) expect(window).toEqual(values.slice(window[0], window[0]! + 25));
  expect(Math.min(...windows.map((window) => window[0]!))).toBe(0);
  expect(Math.max(...windows.map((window) => window.at(-1)!))).toBe(599);
});

test('the first values are these', () => {
  expect(noisySineValues(1).slice(0, 3)).toEqual(
    [0.015197778055071111, 0.22080223982965974, 0.01131789641252938].map((value) =>
      expect.closeTo(value, 14),
    ),
  );
});
