import { expect, test } from '@jest/globals';
import { remembering } from '../src/recent.ts';

/** Squares numbers, and counts how often. */
function counted(isWorthIt: (answer: number) => boolean = () => true) {
  let computed = 0;
  const square = remembering(
    (value: number) => (computed++, value * value),
    (a, b) => a === b,
    isWorthIt,
  );
  return { square, times: () => computed };
}

test('an answer is computed once', () => {
  const { square, times } = counted();
  expect([3, 5, 3, 5, 5, 3].map(square)).toEqual([9, 25, 9, 25, 25, 9]);
  expect(times()).toBe(2);
});

test('the questions that were asked last are remembered, sixteen of them', () => {
  const { square, times } = counted();
  const questions = Array.from({ length: 16 }, (_, i) => i + 2);
  questions.map(square);
  square(2);
  square(100);
  expect(times()).toBe(17);
  // 3 was the one asked longest ago, so 100 has taken its place; 2 was asked again before.
  expect([2, 4, 17, 100].map(square)).toEqual([4, 16, 289, 10000]);
  expect(times()).toBe(17);
  expect(square(3)).toBe(9);
  expect(times()).toBe(18);
});

test('what is not worth it is computed every time', () => {
  const { square, times } = counted((answer) => answer < 50);
  expect([9, 7, 9, 7].map(square)).toEqual([81, 49, 81, 49]);
  expect(times()).toBe(3);
});
