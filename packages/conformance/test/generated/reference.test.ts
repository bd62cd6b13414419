import { expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { tensor, type Kernel } from '@gradspec/spec';
import type { GeneratedCase } from '../../src/generated/case.ts';
import { referenceOf, widened } from '../../src/generated/reference.ts';
import { runCase } from '../../src/generated/run-case.ts';

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

test('values are naive-loops’, each with its bound; NaN and infinities are due exactly', () => {
  const { outputs, gradients, disagreements } = referenceOf(linear);
  expect(disagreements).toEqual([]);
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

test('naive-loops and the definition check each other', () => {
  const { conv } = naiveLoops.kernels;
  const kernels = naiveLoops.kernels as { conv: typeof conv };
  const one: GeneratedCase = {
    ...linear,
    operator: 'conv',
    shapes: { x: [1, 1, 3], w: [1, 1, 2] },
    inputs: { x: t([1, 1, 3], [1, -2, 3]), w: t([1, 1, 2], [2, -1]) },
    outputGrads: { y: t([1, 1, 2], [3, -1]) },
  };
  expect(referenceOf(one).disagreements).toEqual([]);
  kernels.conv = {
    ...conv,
    forward: (inputs, attributes) => conv.forward(inputs, { ...attributes, flip: true }),
  };
  try {
    expect(referenceOf(one).disagreements[0]).toMatch(
      /y: element 0 is -5 by naive-loops and 4 by the definition/,
    );
  } finally {
    kernels.conv = conv;
  }
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
