import { expect, test } from '@jest/globals';
import { run } from '../run.ts';

// prettier-ignore
test.each<[string, 'add' | 'multiply' | 'maximum', number[], number[], number[], number[], number[], number[]]>([
  ['add distributes', 'add', [-2, 1], [5, 3], [3, 4], [7, 8], [7, 8], [7, 8]],
  ['multiply switches', 'multiply', [3, 2], [-4, 5], [-12, 10], [1, 10], [-4, 50], [3, 20]],
  ['maximum routes', 'maximum', [1, 4], [2, 3], [2, 4], [7, 8], [0, 8], [7, 0]],
  ['maximum sends a tie to a', 'maximum', [2], [2], [2], [7], [7], [0]],
  ['maximum takes the first NaN', 'maximum', [NaN, 1, NaN], [1, NaN, NaN], [NaN, NaN, NaN], [7, 8, 9], [7, 0, 9], [0, 8, 0]],
  ['maximum passes nothing on to the smaller, also not 0 · ∞', 'maximum', [1], [2], [2], [Infinity], [0], [Infinity]],
])('%s', (_title, operator, a, b, y, dy, da, db) => {
  const { outputs, grads } = run(operator, { a, b }, {}, { y: dy });
  expect([outputs.y, grads.a, grads.b]).toEqual([y, da, db]);
});
