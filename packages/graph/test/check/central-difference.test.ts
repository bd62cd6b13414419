import { describe, expect, test } from '@jest/globals';
import { slopeAlong, stepAt } from '../../src/check/central-difference.ts';
import type { WeighedFunction } from '../../src/check/weighed-function.ts';

/** A function of one number, weighed with dy. */
function scalarFunction(f: (x: number) => number, x: number, dy: number): WeighedFunction {
  const of = (value: number) => ({
    x: { dtype: 'float64' as const, shape: [], data: Float64Array.of(value) },
  });
  return {
    inputs: of(x),
    outputs: [Float64Array.of(f(x))],
    weights: [Float64Array.of(dy)],
    gradients: of(NaN),
    evaluate: (inputs) => Promise.resolve([Float64Array.of(f(inputs.x!.data[0]!))]),
  };
}
const slope = (f: (x: number) => number, x: number, dy = 1) =>
  slopeAlong(scalarFunction(f, x, dy), [Float64Array.of(0)], 'x', 0);

test('the step is a power of two near ε^⅓, and near ε^⅓·|x| for large x', () => {
  expect([0, 1, -0.3].map(stepAt)).toEqual([2 ** -17, 2 ** -17, 2 ** -17]);
  expect([stepAt(-100), stepAt(1e6)]).toEqual([2 ** -10, 8]);
});

describe('slopeAlong', () => {
  test.each([
    ['sin', Math.sin, Math.cos],
    ['exp', Math.exp, Math.exp],
    ['1/x', (x: number) => 1 / x, (x: number) => -1 / (x * x)],
    ['x³ − 5x', (x: number) => x ** 3 - 5 * x, (x: number) => 3 * x * x - 5],
    ['sin 9x, strongly curved', (x: number) => Math.sin(9 * x), (x: number) => 9 * Math.cos(9 * x)],
  ])('%s: the slope is within roughness and rounding, which are small', async (_, f, df) => {
    for (const x of [0.7, -1.3, 2.9, 11.3, -20.25]) {
      const { value, roughness, rounding } = await slope(f, x, -1.7);
      const expected = -1.7 * df(x);
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(roughness + rounding);
      expect(roughness + rounding).toBeLessThan(1e-4 * Math.max(1, Math.abs(expected)));
    }
  });

  test('Richardson: a cubic has no truncation error left', async () => {
    const { value, rounding } = await slope((x) => 1e7 * (x - 0.5) ** 3 + x, 0.5);
    expect(Math.abs(value - 1)).toBeLessThan(rounding);
    expect(rounding).toBeLessThan(1e-8);
  });

  test.each(Array.from({ length: 41 }, (_, i) => (i - 20) / 8))(
    'a kink %d steps away: roughness covers the difference to either side’s slope that is asked for',
    async (steps) => {
      const at = 3 + steps * stepAt(3);
      const f = (x: number) => -2 * x + (x > at ? 7 * (x - at) : 0);
      const { value, roughness, rounding, left, right } = await slope(f, 3);
      const own = steps === 0 ? [-2, 5] : [steps > 0 ? -2 : 5];
      const off = Math.min(...own.map((one) => Math.abs(value - one)));
      expect(off).toBeLessThanOrEqual(roughness + rounding);
      if (steps === 0) expect([left, right]).toEqual([expect.closeTo(-2, 9), expect.closeTo(5, 9)]);
      if (Math.abs(steps) >= 2) expect(roughness).toBeLessThan(1e-8);
      else expect(roughness).toBeGreaterThan(0.1);
    },
  );

  test('noise that was measured widens rounding in proportion', async () => {
    const f = scalarFunction((x) => x, 1, 2);
    const quiet = await slopeAlong(f, [Float64Array.of(0)], 'x', 0);
    const noisy = await slopeAlong(f, [Float64Array.of(1e-9)], 'x', 0);
    expect(noisy.rounding / 2 ** 17).toBeCloseTo(12 * 2e-9, 13);
    expect(quiet.rounding).toBeLessThan(1e-8);
  });

  test('rounding covers a backward that adds many outputs up in any order: γ_n of their sum', async () => {
    const factors = Float64Array.from({ length: 2000 }, (_, j) => (j % 2 === 0 ? 1 : -1) * (1 + j / 7));
    const f: WeighedFunction = {
      inputs: { x: { dtype: 'float64', shape: [], data: Float64Array.of(0) } },
      outputs: [new Float64Array(2000)],
      weights: [new Float64Array(2000).fill(-1.5)],
      gradients: {},
      evaluate: ({ x }) => Promise.resolve([factors.map((factor) => factor * x!.data[0]!)]),
    };
    const { rounding } = await slopeAlong(f, [new Float64Array(2000)], 'x', 0);
    const terms = factors.reduce((sum, factor) => sum + 1.5 * Math.abs(factor), 0);
    expect(rounding).toBeGreaterThanOrEqual(2000 * Number.EPSILON * terms);
  });

  test('other outputs are weighed and added up, and only the element asked for is moved', async () => {
    const seen: number[][] = [];
    const f: WeighedFunction = {
      inputs: { x: { dtype: 'float64', shape: [3], data: Float64Array.of(1, 2, 3) } },
      outputs: [Float64Array.of(2, 4, 6), Float64Array.of(9)],
      weights: [Float64Array.of(0.5, -1, 2), Float64Array.of(10)],
      gradients: {},
      evaluate: ({ x }) => {
        const [a, b, c] = x!.data as unknown as [number, number, number];
        seen.push([a, b, c]);
        return Promise.resolve([Float64Array.of(2 * a, 2 * b, 2 * c), Float64Array.of(a + b * 4)]);
      },
    };
    const { value } = await slopeAlong(f, [new Float64Array(3), new Float64Array(1)], 'x', 1);
    expect(value).toBeCloseTo(-1 * 2 + 10 * 4, 9);
    const h = stepAt(2);
    expect(seen).toEqual([2 - 2 * h, 2 - h, 2 + h, 2 + 2 * h].map((moved) => [1, moved, 3]));
    expect([...f.inputs.x!.data]).toEqual([1, 2, 3]);
  });
});
