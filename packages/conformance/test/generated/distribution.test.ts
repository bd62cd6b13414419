import { describe, expect, test } from '@jest/globals';
import { operatorNames } from '@gradspec/spec';
import { makeCase } from '../../src/generated/case.ts';
import { distributionOf } from '../../src/generated/distribution.ts';
import { recipesFrom } from '../../src/generated/generated-cases.ts';
import type { Recipe } from '../../src/generated/recipe.ts';

const drawn = Object.fromEntries(
  operatorNames.map((operator) => [operator, recipesFrom(operator, { seed: 2026, count: 200 })]),
);
const recipesOf = (operator: string) => drawn[operator]!.cases.map(({ recipe }) => recipe);

describe.each(operatorNames)('200 cases of %s', (operator) => {
  const recipes = recipesOf(operator);
  const distribution = distributionOf(operator, recipes, drawn[operator]!.repeated);

  test('have each attribute, and each optional input, other than its default in at least a fifth', () => {
    const rare = [...distribution.attributes, ...distribution.inputs].filter(({ share }) => share < 0.2);
    expect(rare).toEqual([]);
    for (const { different } of distribution.values) expect(different).toBeGreaterThanOrEqual(4);
  });

  test('are two hundred different calls', () => {
    const calls = recipes.map(({ call, dtype }) => JSON.stringify({ ...call, dtype }));
    expect(new Set(calls).size).toBe(200);
  });

  test('have no tensor with two axes of one size', () => {
    const first = ({ call }: Recipe) => Object.values(call.shapes)[0]!;
    expect(recipes.map(first).filter((shape) => new Set(shape).size < shape.length)).toEqual([]);
  });

  test('have both dtypes, numbers of every purpose, most of them integers and floats, and NaN or infinities', () => {
    const all = [...distribution.shapes, ...distribution.numbers];
    const share = (what: string) => all.find((one) => one.what === what)!.share;
    expect([0.35, 0.65, share('float32')].sort()[1]).toBe(share('float32'));
    for (const what of ['integers', 'floats']) expect(share(what)).toBeGreaterThan(0.2);
    for (const what of ['primes', 'exponents', 'ties', 'denormals', 'tracers']) {
      expect(share(what)).toBeGreaterThan(0);
      expect(share(what)).toBeLessThan(0.2);
    }
    expect(share('NaN or ∞')).toBeGreaterThan(0.05);
    expect(share('over 3000 products')).toBeGreaterThan(0.01);
  });

  test('have no tensor of ones, and none of equal numbers but single ones', () => {
    const equal = recipes
      .map(makeCase)
      .flatMap(({ inputs, outputGrads }) => [...Object.values(inputs), ...Object.values(outputGrads)])
      .filter(({ dtype, data }) => dtype !== 'int32' && (data.length > 1 || data[0] === 1))
      .filter(({ data }) => data.every((value) => value === data[0]));
    expect(equal).toEqual([]);
  });
});

test('conv is drawn in one, two and three dimensions, with groups of one channel and with dense 3×3 kernels', () => {
  const calls = recipesOf('conv').map(({ call }) => call);
  const rank = (axes: number) => calls.filter(({ shapes }) => shapes.x!.length === axes + 2).length;
  expect([rank(1), rank(2), rank(3)].every((count) => count >= 30)).toBe(true);
  expect(
    calls.filter(({ attributes, shapes }) => attributes.groups && shapes.w![1] === 1).length,
  ).toBeGreaterThan(10);
  expect(calls.filter(({ shapes }) => shapes.w!.slice(2).join() === '3,3').length).toBeGreaterThan(10);
});

test('recurrences meet sequences of length 0 and of full length', () => {
  const cases = recipesOf('lstm').map(makeCase);
  const lengths = cases.flatMap(({ inputs }) => Array.from(inputs.lengths?.data ?? []));
  expect(lengths).toContain(0);
  expect(
    cases.some(({ inputs }) => inputs.lengths?.data.some((length) => length === inputs.x!.shape[0])),
  ).toBe(true);
});

test('the share of an attribute is that of the calls it changes: a stride of the kernel is a pool’s default', () => {
  const [one] = recipesOf('maxPool');
  const with_ = (attributes: Record<string, unknown>): Recipe => ({
    ...one!,
    call: { operator: 'maxPool', shapes: { x: [1, 2, 5, 7] }, attributes: { kernel: [2, 3], ...attributes } },
  });
  const { attributes } = distributionOf('maxPool', [with_({ stride: [2, 3] }), with_({ stride: [2, 2] })], 0);
  expect(attributes.find(({ what }) => what === 'stride')!.share).toBe(0.5);
});
