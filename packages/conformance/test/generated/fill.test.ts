import { describe, expect, test } from '@jest/globals';
import { operatorNames, type OperatorName } from '@gradspec/spec';
import { makeCase } from '../../src/generated/case.ts';
import { fillKinds, type FillKind } from '../../src/generated/fill-kinds.ts';
import { numbersOf } from '../../src/generated/fill.ts';
import { recipesFrom } from '../../src/generated/generated-cases.ts';
import { prime } from '../../src/generated/primes.ts';
import { referenceOf } from '../../src/generated/reference.ts';

const kinds = Object.keys(fillKinds) as FillKind[];
const draw = (
  kind: FillKind,
  shapes: readonly (readonly number[])[],
  call: { operator: OperatorName; dtype: 'float32' | 'float64' } = { operator: 'conv', dtype: 'float32' },
) => {
  const numbers = numbersOf({ kind, reach: 3, seed: 11, nonFinite: false }, call);
  return shapes.map((shape) => numbers.floating(shape));
};
const isPrime = (value: number) => value > 1 && !Array.from({ length: value }, (_, i) => i).slice(2).some((d) => value % d === 0); // prettier-ignore

test.each(kinds)('%s: two fills of one seed are the same, and those of another seed are others', (kind) => {
  const of = (seed: number) =>
    numbersOf({ kind, reach: 2, seed, nonFinite: false }, { operator: 'linear', dtype: 'float64' }).floating([
      5, 7,
    ]);
  expect(of(3)).toEqual(of(3));
  expect(of(3)).not.toEqual(of(4));
});

test.each(kinds)(
  '%s: no tensor of more than one element has all of them equal, and none of one is 1',
  (kind) => {
    for (let seed = 0; seed < 400; seed++) {
      const numbers = numbersOf(
        { kind, reach: 1, seed, nonFinite: false },
        { operator: 'relu', dtype: 'float32' },
      );
      expect(numbers.floating([1])).not.toEqual([1]);
      for (const count of [2, 3]) expect(new Set(numbers.floating([count])).size).toBeGreaterThan(1);
    }
  },
);

describe('primes', () => {
  test('are different in all tensors of a call, with both signs', () => {
    const all = draw('primes', [[4, 5], [3, 7], [11]]).flat();
    expect(all.every((value) => isPrime(Math.abs(value)))).toBe(true);
    expect(new Set(all.map(Math.abs)).size).toBe(52);
    expect(all.filter((value) => value < 0).length).toBeGreaterThan(10);
  });

  test('stand in units of a power of two where large numbers say nothing', () => {
    const [x] = draw('primes', [[3, 5]], { operator: 'tanh', dtype: 'float32' });
    expect(Math.max(...x!.map(Math.abs))).toBeLessThanOrEqual(3);
    const unit = Math.min(...x!.map(Math.abs)) / 2;
    expect(Number.isInteger(Math.log2(unit))).toBe(true);
    expect(x!.map((value) => Math.abs(value) / unit).every(isPrime)).toBe(true);
  });

  test('begin again past the largest', () => {
    expect([0, 1, 2, 3, 6541, 6542].map(prime)).toEqual([2, 3, 5, 7, 65521, 2]);
  });
});

test('tracers are one number in each tensor, not 1 nor −1', () => {
  for (const data of draw('tracers', [[3, 5], [7], [2, 2, 3]])) {
    const [value, ...others] = data.filter((one) => one !== 0);
    expect(others).toEqual([]);
    expect(Math.abs(value!)).toBeGreaterThan(1);
  }
});

test('ties are three values, of which the largest comes often', () => {
  const [x] = draw('ties', [[9, 11]]);
  expect([...new Set(x)].sort((a, b) => a - b)).toEqual([-3, 0, 3]);
  expect(x!.filter((value) => value === 3).length).toBeGreaterThan(30);
});

test('exponents span forty powers of two, fewer where a function would overflow', () => {
  const spread = (operator: OperatorName) => {
    const sizes = draw('exponents', [[40, 40]], { operator, dtype: 'float32' })[0]!.map((value) => Math.floor(Math.log2(Math.abs(value)))); // prettier-ignore
    return [Math.min(...sizes), Math.max(...sizes)];
  };
  expect(['conv', 'exp', 'lstm'].map((name) => spread(name as OperatorName))).toEqual([
    [-20, 19],
    [-20, 5],
    [-20, 0],
  ]);
});

test.each(['float32', 'float64'] as const)(
  'denormals: no element underflows, and products of two do, in %s',
  (dtype) => {
    const [x, w] = draw('denormals', [[40], [40]], { operator: 'conv', dtype });
    const [normal, smallest] = dtype === 'float32' ? [2 ** -126, 2 ** -149] : [2 ** -1022, 2 ** -1074];
    const products = x!.map((value, i) => Math.abs(value) * Math.abs(w![i]!));
    expect([...x!, ...w!].every((value) => Math.abs(value) > normal)).toBe(true);
    expect(products.filter((product) => product < normal).length).toBeGreaterThan(20);
    expect(products.filter((product) => product > 8 * smallest).length).toBeGreaterThan(20);
  },
);

test.each(operatorNames)('no finite kind overflows anywhere in %s, also in float32', (operator) => {
  const largest = (2 - 2 ** -23) * 2 ** 127;
  for (const kind of kinds)
    for (const { recipe } of recipesFrom(operator, { seed: 77, count: 5 }).cases) {
      const fill = { ...recipe.fill, kind, nonFinite: false };
      const { outputs, gradients } = referenceOf(makeCase({ ...recipe, dtype: 'float32', fill }));
      // 1 / 0 is the only infinity that is meant.
      if (operator === 'reciprocal' && ['integers', 'ties', 'tracers'].includes(kind)) continue;
      for (const [name, { values }] of Object.entries({ ...outputs, ...gradients }))
        expect({ name, kind, over: values.filter((value) => !(Math.abs(value) < largest)) }).toEqual({
          name,
          kind,
          over: [],
        });
    }
});
