import { expect, test } from '@jest/globals';
import { seededRandom } from '../../src/random.ts';
import { roundingNoise } from '../../src/check/rounding-noise.ts';
import type { WeighedFunction } from '../../src/check/weighed-function.ts';

const at = (f: (x: Float64Array) => number[], ...x: number[]): WeighedFunction => ({
  inputs: { x: { dtype: 'float64', shape: [x.length], data: Float64Array.from(x) } },
  outputs: [Float64Array.from(f(Float64Array.from(x)))],
  weights: [],
  gradients: {},
  evaluate: (inputs) => Promise.resolve([Float64Array.from(f(inputs.x!.data))]),
});
const noise = async (f: WeighedFunction, seed = 1) => [...(await roundingNoise(f, seededRandom(seed)))[0]!];

test('what is exact has no noise', async () => {
  expect(await noise(at(([a, b]) => [2 * a!, -b!, 7], 1.1, -3.3))).toEqual([0, 0, 0]);
});

test('a sum in which large terms cancel is as noisy as the terms, not as the result', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const [cancelling, plain] = (await noise(
      at(([a, b, c]) => [a! / 3 + 1e6 + b! / 7 - 1e6 + c!, a! / 3 + b! / 7 + c!], 0.3, 0.1, -0.4),
      seed,
    )) as [number, number];
    expect(cancelling).toBeGreaterThan(1e-11);
    expect(cancelling).toBeLessThan(1e-9);
    expect(plain).toBeLessThan(1e-15);
  }
});

test('curvature is not taken for noise', async () => {
  const [sigma] = await noise(at(([x]) => [Math.exp(5 * x!)], 3.1));
  expect(sigma! / Math.exp(15.5)).toBeLessThan(1e-14);
});

test('a line that begins at a kink is straight', async () => {
  const sigma = await noise(at(([a, b, c]) => [Math.max(a!, b!), Math.max(0, c!), Math.abs(c!)], 3, 3, 0));
  expect(Math.max(...sigma)).toBeLessThan(1e-15);
});

test('float32 inside shows', async () => {
  const [sigma] = await noise(at(([a]) => [Math.fround(a! * 0.1)], 1.25));
  expect(sigma).toBeGreaterThan(2 ** -29);
  expect(sigma).toBeLessThan(2 ** -26);
});

test('outputs that are not finite have none, and the point is not changed', async () => {
  const f = at(([a]) => [a! / 0, NaN, a! * 0.1], 0.7);
  const [infinite, nan, finite] = (await noise(f)) as [number, number, number];
  expect([infinite, nan]).toEqual([0, 0]);
  expect(finite).toBeGreaterThan(0);
  expect([...f.inputs.x!.data]).toEqual([0.7]);
});
