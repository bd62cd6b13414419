import { describe, expect, test } from '@jest/globals';
import { operatorNames, type OperatorName } from '@gradspec/spec';
import { distributionOf } from '../../src/generated/distribution.ts';
import { equalAxes, repeatedAxis, withoutEqualAxes } from '../../src/generated/equal-axes.ts';
import { recipesFrom } from '../../src/generated/generated-cases.ts';
import { shapedCall } from '../../src/generated/shaped-call.ts';

/** Depthwise calls have as many channels behind as before; and dense 3×3 kernels have algorithms of their own. */
const meant: Readonly<Partial<Record<OperatorName, Readonly<Record<string, number>>>>> = {
  conv: { channels: 0.15, kernel: 0.1 },
  convTranspose: { channels: 0.15, kernel: 0.1 },
};

describe.each(operatorNames)('2,000 cases of %s', (operator) => {
  const { cases, repeated } = recipesFrom(operator, { seed: 9, count: 2000 });
  const recipes = cases.map(({ recipe }) => recipe);

  test('have no two axes of one size, but where the call is for that', () => {
    const found: Record<string, number> = {};
    for (const { call } of recipes)
      for (const name of equalAxes(call)) found[name] = (found[name] ?? 0) + 1 / recipes.length;
    const tooMany = Object.entries(found).filter(([name, share]) => share > (meant[operator]?.[name] ?? 0));
    expect(tooMany).toEqual([]);
  });

  test('have each attribute, and each optional input, other than its default in at least a fifth', () => {
    const { attributes, inputs } = distributionOf(operator, recipes, repeated);
    expect([...attributes, ...inputs].filter(({ share }) => share < 0.2)).toEqual([]);
  });
});

test('two axes of one size are found in inputs, outputs, kernels and channels; sizes of 1 are none', () => {
  const found = (x: number[], w: number[], attributes = {}) =>
    equalAxes(shapedCall('conv', { x, w }, attributes));
  expect(found([2, 1, 1, 7], [3, 1, 1, 1])).toEqual([]);
  expect(found([2, 3, 5, 5], [7, 3, 1, 2])).toEqual(['x']);
  expect(found([2, 3, 5, 6], [4, 3, 1, 2])).toEqual(['y']);
  expect(found([2, 3, 5, 9], [3, 3, 2, 2])).toEqual(['kernel', 'channels']);
  expect(equalAxes(shapedCall('rnn', { x: [2, 3, 5], wx: [5, 5], wh: [5, 5] }))).toEqual([
    'wx',
    'T, N, I and H',
  ]);
});

test('axes of x grow until those of y differ, too, also behind a stride', () => {
  const one = shapedCall('maxPool', { x: [2, 3, 7, 9] }, { kernel: [1, 2], stride: [3, 4] });
  expect(equalAxes(one)).toEqual(['y']);
  const grown = withoutEqualAxes(one);
  expect(equalAxes(grown)).toEqual([]);
  expect(grown.shapes.x!.slice(0, 3)).toEqual([2, 3, 10]);
});

test('the first axis that repeats another is found', () => {
  expect([[2, 3, 2, 3], [1, 1], [4], []].map(repeatedAxis)).toEqual([2, -1, -1, -1]);
});
