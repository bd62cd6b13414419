import { expect, test } from '@jest/globals';
import { makeCase } from '../../src/generated/case.ts';
import {
  firstDifferent,
  generatedCases,
  recipeAt,
  recipesFrom,
} from '../../src/generated/generated-cases.ts';

test('a case is found again by its operator, its seed and its index, without those before it', () => {
  const { cases } = recipesFrom('gru', { seed: 5, count: 40 });
  for (const { index, recipe } of cases) expect(recipeAt('gru', 5, index)).toEqual(recipe);
});

test('the same seed makes the same numbers, another seed others', () => {
  const numbers = (seed: number) =>
    generatedCases('linear', { seed, count: 10 }).map(({ inputs }) => Array.from(inputs.x!.data));
  expect(numbers(5)).toEqual(numbers(5));
  expect(numbers(5)).not.toEqual(numbers(6));
});

test('a longer run begins with the cases of a shorter one', () => {
  const [short, long] = [20, 60].map((count) => recipesFrom('sum', { seed: 1, count }).cases);
  expect(long!.slice(0, 20)).toEqual(short);
});

test('past the end of a sequence there is NaN, in x and in the output gradients, and nowhere else', () => {
  const cases = generatedCases('lstm', { seed: 3, count: 60 }).filter(({ fill }) => !fill.nonFinite);
  const withLengths = cases.filter(({ inputs }) => inputs.lengths);
  expect(withLengths.length).toBeGreaterThan(10);
  for (const { inputs, outputGrads } of withLengths)
    for (const { shape, data } of [inputs.x!, ...Object.values(outputGrads)]) {
      const [, N, width] = shape;
      const past = (at: number) =>
        shape.length === 3 &&
        Math.floor(at / width! / N!) >= inputs.lengths!.data[Math.floor(at / width!) % N!]!;
      expect(Array.from(data, Number.isNaN)).toEqual(Array.from(data, (_, at) => past(at)));
    }
});

test('the cases of a seed are the same on every machine', () => {
  const { call, dtype, fill } = recipeAt('conv', 1, 3);
  const { x } = makeCase(recipeAt('conv', 1, 3)).inputs;
  expect({ call, dtype, fill, first: x!.data[0] }).toMatchInlineSnapshot(`
    {
      "call": {
        "attributes": {
          "dilation": [
            3,
            1,
          ],
          "groups": 4,
          "stride": [
            1,
            1,
          ],
        },
        "operator": "conv",
        "shapes": {
          "b": [
            8,
          ],
          "w": [
            8,
            1,
            1,
            3,
          ],
          "x": [
            3,
            4,
            5,
            6,
          ],
        },
      },
      "dtype": "float64",
      "fill": {
        "kind": "denormals",
        "nonFinite": false,
        "reach": 3,
        "seed": 2002964519,
      },
      "first": 5.306718884382382e-161,
    }
  `);
});

test('calls that ask for the same count once, whatever their numbers', () => {
  const one = recipeAt('conv', 1, 0);
  const [a, b] = [{ ...one, fill: { ...one.fill, seed: 8 } }, recipeAt('conv', 1, 1)];
  const { cases, repeated } = firstDifferent((index) => [one, a, one, b][index]!, 2);
  expect(cases).toEqual([
    { index: 0, recipe: one },
    { index: 3, recipe: b },
  ]);
  expect(repeated).toBe(2);
});

test('more calls than there are is an error that says how many there are', () => {
  const draws = [1, 2, 3].map((index) => recipeAt('conv', 1, index));
  expect(() => firstDifferent((index) => draws[index % 3]!, 4)).toThrow(
    /generated cases of conv: expected 4 different calls, found 3/,
  );
});
