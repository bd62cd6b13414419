import { describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { fftConv } from '@gradspec/fft-conv';
import { curveBound } from '../../src/train/curve-bound.ts';
import { digits } from '../../src/train/examples/digits.ts';
import { promisedTransforms } from '../../src/train/placement.ts';
import { referenceRun } from '../../src/train/reference-run.ts';
import { sensitivities, type Sensitivity } from '../../src/train/sensitivity.ts';
import { classifier } from './small-nets.ts';

describe('the bound of a curve', () => {
  const course = classifier();
  const run = referenceRun(course, 4);
  const real = sensitivities(course, run);
  const size = run[0]!.gradient.length;
  const bound = (sensitive: readonly Sensitivity[]) => curveBound(course, run, sensitive, []);
  const flat = (v: number, p: number) => ({
    v: new Float64Array(size).fill(v),
    p: new Float64Array(size).fill(p),
  });

  test('of the first step is the bound of its loss: a few units of rounding', () => {
    const [first] = bound(real);
    expect(first! / run[0]!.loss).toBeGreaterThan(2 ** -53);
    expect(first! / run[0]!.loss).toBeLessThan(100 * 2 ** -53);
  });

  test('adds what every step before it rounds, weighed by how much that counts', () => {
    const none = { weights: [], spread: 0 };
    const third = (weights: Sensitivity['weights'], spread = 0) =>
      bound([none, none, { weights, spread }, none])[2]!;
    const own = third([]);
    const u = 2 ** -53;
    const { v, stride, p, decayed } = run[1]!.rounded;
    const sum = (values: Float64Array) => values.reduce((total, value) => total + Math.abs(value), 0);
    expect(third([flat(0, 0), flat(0, 1)]) - own).toBeCloseTo(u * (sum(stride) + sum(p)), 20);
    const speed = third([flat(0, 0), flat(1, 0)]) - own;
    expect(speed).toBeGreaterThan(u * (sum(decayed) + sum(v)));
    expect(speed).toBeLessThan(100 * u * (sum(decayed) + sum(v)));
    expect(third([], 0.5) - own).toBeCloseTo(0.5, 12);
  });

  test('is Infinity where nothing is promised', () => {
    expect(bound(real.map((one, k) => ({ ...one, spread: k === 2 ? NaN : one.spread })))[2]).toBe(Infinity);
  });
});

test('a net with nodes on spectra has their wider bound', () => {
  const [net] = digits.nets({ seed: 1, dtype: 'float64' });
  const run = referenceRun(net!, 1);
  const sensitive = sensitivities(net!, run);
  const of = (implementations: Parameters<typeof promisedTransforms>[1]) =>
    curveBound(net!, run, sensitive, promisedTransforms(net!.model.graph, implementations))[0]!;
  expect(of([fftConv, naiveLoops])).toBeGreaterThan(10 * of([naiveLoops]));
});
