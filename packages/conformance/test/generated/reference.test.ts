import { describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { tensor, type FloatTensor, type Kernel } from '@gradspec/spec';
import type { GeneratedCase } from '../../src/generated/case.ts';
import { referenceOf, widened } from '../../src/generated/reference.ts';
import { runCase } from '../../src/generated/run-case.ts';
import { compare } from '../../src/runner/compare.ts';

const t = (shape: readonly number[], values: readonly number[]) => tensor('float32', shape, values);
const linear: GeneratedCase = {
  operator: 'linear',
  shapes: { x: [3], w: [2, 3] },
  attributes: {},
  dtype: 'float32',
  fill: { kind: 'floats', reach: 1, seed: 0, nonFinite: true },
  inputs: { x: t([3], [0.1, -3, Infinity]), w: t([2, 3], [0.3, 2, 0, 1, 2, 5]) },
  outputGrads: { y: t([2], [0.7, -2]) },
};

test('values are the definition’s, each with its bound; NaN and infinities are due exactly', () => {
  const { outputs, gradients } = referenceOf(linear);
  expect(outputs.y).toMatchObject({ values: [NaN, Infinity], bounds: [0, 0] });
  const x = gradients.x!;
  expect(x.values[0]).toBeCloseTo(0.7 * 0.3 - 2, 6);
  expect(x.bounds[0]).toBeGreaterThan(0);
  expect(x.bounds[0]).toBeLessThan(1e-6);
  expect(gradients.w!.values.slice(0, 3)).toEqual([expect.any(Number), expect.any(Number), Infinity]);
});

test('a kernel that skips zeros, so that 0 · ∞ vanishes, is wrong', async () => {
  const right = naiveLoops.kernels.linear;
  const skips = {
    ...right,
    forward: (...[inputs]: Parameters<typeof right.forward>) => {
      const { outputs, saved } = right.forward(inputs);
      outputs.y.data[0] = 0.1 * 0.3 - 6;
      return { outputs, saved };
    },
  } as unknown as Kernel<'linear'>;
  const { failures } = await runCase(skips, linear, referenceOf(linear));
  expect(failures.map(({ what, message }) => `${what}: ${message}`)).toContain('y: 1 of 2 elements is wrong');
});

test('what another way of writing the formula makes of 0 · ∞ is open, and what stands beside it is not', () => {
  const { bounds } = referenceOf({
    ...linear,
    operator: 'exp',
    shapes: { x: [3] },
    inputs: { x: t([3], [0.5, -Infinity, Infinity]) },
    outputGrads: { y: t([3], [0.7, Infinity, 3]) },
  }).gradients.x!;
  expect(bounds).toEqual([expect.any(Number), Infinity, 0]);
  expect(bounds[0]).toBeLessThan(1e-6);
});

describe('an error', () => {
  /** How a computed sum of a and b is judged, in float64. */
  const judge = (a: readonly number[], b: readonly number[], got: readonly number[]) => {
    const [x, y, sum] = [a, b, got].map((data) => tensor('float64', [data.length], data));
    const { outputs } = referenceOf({
      operator: 'add',
      shapes: { a: [a.length], b: [b.length] },
      attributes: {},
      dtype: 'float64',
      fill: { kind: 'floats', reach: 1, seed: 0, nonFinite: false },
      inputs: { a: x!, b: y! },
      outputGrads: { y: x as FloatTensor },
    });
    return compare(sum, outputs.y!, 'float64');
  };

  test('is measured from the unrounded answer: 0.1 + 0.2 is half an ULP off in float64', () => {
    const { outcome, largest } = judge([0.1, -0.125], [0.2, 0.25], [0.1 + 0.2, 0.125]);
    expect([outcome, largest.ulps]).toEqual(['equal', 0.5]);
    // It may be off by u · (0.1 + 0.2) and once more by u times that, and is off by 2⁻⁵⁵.
    expect(largest.ratio).toBeCloseTo(2 ** -55 / (2 ** -53 * 0.6), 11);
    expect(judge([0.1, -0.125], [0.2, 0.25], [0.3, 0.125]).largest.ulps).toBe(0.5);
    expect(judge([0.1, -0.125], [0.2, 0.25], [0.3 - 2 ** -54, 0.125])).toMatchObject({
      outcome: 'wrong',
      largest: { ulps: 1.5 },
    });
    // Beside a 2, whose last place is 8 times as large.
    expect(judge([0.1, -3], [0.2, 5], [0.3 - 2 ** -54, 2])).toMatchObject({
      wrong: [{ ulps: 1.5 }],
      largest: { ulps: 1.5 / 8 },
    });
  });

  test('of an exact value is beyond every bound', () => {
    expect(judge([1, -3], [4, 5], [5, 2]).largest).toEqual({ ulps: 0, ratio: 0 });
    expect(judge([1, -3], [4, 5], [5, 2 + 2 ** -51]).largest).toEqual({ ulps: 0.5, ratio: Infinity });
  });

  test('of a 0 counts in ULPs of the largest value', () => {
    expect(judge([4, -3], [4, 3], [8, 2 ** -49]).largest).toEqual({ ulps: 1, ratio: Infinity });
  });

  test('is infinite where what came is not finite, or another infinity', () => {
    const all = { ulps: Infinity, ratio: Infinity };
    expect(judge([1, 2], [1, 1], [2, NaN]).largest).toEqual(all);
    expect(judge([1, Infinity], [1, 1], [2, -Infinity]).largest).toEqual(all);
    expect(judge([1, Infinity], [1, 1], [2, Infinity]).largest).toEqual({ ulps: 0, ratio: 0 });
  });
});

test('an implementation that promises the FFT’s bound is held to that', () => {
  const one: GeneratedCase = {
    ...linear,
    operator: 'conv',
    shapes: { x: [1, 1, 3], w: [1, 1, 2] },
    inputs: { x: t([1, 1, 3], [1, -2, 3]), w: t([1, 1, 2], [2, -1]) },
    outputGrads: { y: t([1, 1, 2], [3, -1]) },
  };
  const direct = referenceOf(one);
  expect(direct.outputs.y!.bounds).toEqual([0, 0]);
  expect(widened(direct, one, 'direct')).toBe(direct);
  const fft = widened(direct, one, 'fft');
  expect(fft.outputs.y!.bounds.every((bound) => bound > 0 && bound < 1e-4)).toBe(true);
  expect(fft.gradients.w!.bounds.every((bound) => bound > 0)).toBe(true);
});
