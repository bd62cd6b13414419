import { expect, test } from '@jest/globals';
import { signedRandom } from '../src/random.ts';

test('the same seed gives the same numbers, another seed others', () => {
  const [a, b, c] = [signedRandom(3), signedRandom(3), signedRandom(4)];
  const first = [a(), a(), a()];
  expect([b(), b(), b()]).toEqual(first);
  expect([c(), c(), c()]).not.toEqual(first);
});

test('the numbers fill [−1, 1) evenly', () => {
  const random = signedRandom(7);
  const numbers = Array.from({ length: 4000 }, random);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(-1);
  expect(Math.max(...numbers)).toBeLessThan(1);
  const quarters = [0, 1, 2, 3].map((q) => numbers.filter((v) => Math.floor(2 * (v + 1)) === q).length);
  for (const count of quarters) expect(Math.abs(count - 1000)).toBeLessThan(120);
});
