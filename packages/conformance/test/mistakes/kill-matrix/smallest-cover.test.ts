import { expect, test } from '@jest/globals';
import {
  findNothingAlone,
  smallestCover,
  type Finds,
} from '../../../src/mistakes/kill-matrix/smallest-cover.ts';

const findsOf = (table: Readonly<Record<string, string>>): Finds =>
  new Map(Object.entries(table).map(([vector, mistakes]) => [vector, new Set(mistakes.split(''))]));

test('the vector that finds most is not always among the fewest', () => {
  // v takes the four in the middle; then a and b are still needed, which do it alone.
  const finds = findsOf({ v: 'bcde', a: 'abc', b: 'def' });
  expect(smallestCover(finds)).toEqual({ chosen: ['a', 'b'], smallest: true });
  expect(findNothingAlone(finds)).toEqual(['v']);
});

test('a vector that alone finds a mistake is always chosen', () => {
  const finds = findsOf({ v: 'abcd', w: 'e', x: 'ab' });
  expect(smallestCover(finds).chosen).toEqual(['v', 'w']);
  expect(findNothingAlone(finds)).toEqual(['x']);
});

test('where nothing is decided beforehand, the search finds two of six', () => {
  // Each mistake has two finders or more, and no vector contains another.
  const finds = findsOf({ p: 'abg', q: 'cdg', r: 'efa', s: 'abch', t: 'defgi', u: 'hib' });
  const { chosen, smallest } = smallestCover(finds);
  expect(new Set(chosen.flatMap((vector) => [...finds.get(vector)!])).size).toBe(9);
  expect({ chosen, smallest }).toEqual({ chosen: ['s', 't'], smallest: true });
});

test('it has as few as trying all sets has', () => {
  let state = 7;
  const random = (below: number) => (state = (state * 1103515245 + 12345) % 2 ** 31) % below;
  const sizes: number[] = [];
  for (let round = 0; round < 40; round++) {
    const finds: Finds = new Map(
      Array.from({ length: 9 }, (_, v) => [
        `v${v}`,
        new Set(Array.from({ length: 12 }, (_, m) => `m${m}`).filter(() => random(97) % 10 < 3)),
      ]),
    );
    const all = new Set([...finds.values()].flatMap((mistakes) => [...mistakes]));
    const sets = [...finds.values()];
    let fewest = Infinity;
    for (let bits = 0; bits < 2 ** 9; bits++) {
      const chosen = sets.filter((_, v) => (bits >> v) & 1);
      const found = new Set(chosen.flatMap((mistakes) => [...mistakes]));
      if (found.size === all.size) fewest = Math.min(fewest, chosen.length);
    }
    expect(smallestCover(finds)).toMatchObject({ smallest: true, chosen: { length: fewest } });
    sizes.push(fewest);
  }
  expect(new Set(sizes).size).toBeGreaterThan(2);
});

test('nothing to find needs no vector, and equal vectors are each of no use alone', () => {
  expect(smallestCover(new Map([['v', new Set<string>()]]))).toEqual({ chosen: [], smallest: true });
  const twins = findsOf({ v: 'ab', w: 'ab' });
  expect(smallestCover(twins).chosen).toEqual(['v']);
  expect(findNothingAlone(twins)).toEqual(['v', 'w']);
});
