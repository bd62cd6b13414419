import { beforeEach, describe, expect, test } from '@jest/globals';
import { arenaHighWater, kernelBuilds, resetHighWater, useKernels } from '@gradspec/kernels';
import { tensor } from '@gradspec/spec';
import { maxPool } from '../src/max-pool.ts';
import { differences, drawPool, maxByDefinition } from './pool-case.ts';
import { random } from './random.ts';
import { dtypes, run } from './run-kernel.ts';

const [inf, nan] = [Infinity, NaN];
const seeds = Array.from({ length: 60 }, (_, seed) => seed);
const numbers = ({ data }: { data: Iterable<number> }) => Array.from(data, (value) => value + 0);

describe.each(kernelBuilds())('maxPool, build %s', (build) => {
  beforeEach(() => useKernels(build));

  test.each(dtypes)('takes the largest of every window, and gives dy to it alone, %s', (dtype) => {
    const x = [[[[1, 9, -2, 4], [5, -2, 3, 7], [-3, -1, 0, 8]]]]; // prettier-ignore
    const result = run(maxPool, {
      inputs: { x },
      attributes: { kernel: [2, 3], stride: [1, 1] },
      dy: [[[[10, -20], [30, 40]]]], // prettier-ignore
      dtype,
    });
    expect(result).toEqual({
      y: [9, 9, 5, 8],
      shape: [1, 1, 2, 2],
      grads: { x: [0, -10, 0, 0, 30, 0, 0, 0, 0, 0, 0, 40] },
    });
  });

  // prettier-ignore
  test.each<[string, number[], number, number[]]>([
    ['of equal elements the first', [2, 5, 5], 5, [0, -3, 0]],
    ['of 0 and −0 the first', [-1, -0, 0], 0, [0, -3, 0]],
    ['of NaNs the first', [1, nan, nan], nan, [0, -3, 0]],
    ['a NaN in front', [nan, inf, 2], nan, [-3, 0, 0]],
    ['a NaN behind ∞ and −∞', [inf, -inf, nan], nan, [0, 0, -3]],
    ['−∞ where there is nothing else, and never the padding', [-inf, -inf, -inf], -inf, [-3, 0, 0]],
  ])('takes %s', (_title, window, y, dx) => {
    for (const dtype of dtypes) {
      const attributes = { kernel: [4], padding: [[1, 0]] };
      const result = run(maxPool, { inputs: { x: [[window]] }, attributes, dy: [[[-3]]], dtype });
      expect(result).toEqual({ y: [y], shape: [1, 1, 1], grads: { x: dx } });
    }
  });

  test.each(seeds)('is the definition, NaN and infinities included, seed %i', (seed) => {
    const source = random(seed);
    const drawn = drawPool(source, 'maxPool');
    const count = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);
    const x = source.integers(count(drawn.x));
    const wild = [nan, inf, -inf, -inf];
    if (seed % 2 === 1)
      for (let i = 0; i < x.length; i++) if (source.unit() < 0.2) x[i] = wild[source.integer(0, 3)]!;
    const dy = source.integers(count(drawn.y)).map((value) => value || 5);
    for (const dtype of dtypes) {
      const { outputs, saved } = maxPool.forward({ x: tensor(dtype, drawn.x, x) }, drawn.attributes);
      const grads = maxPool.backward({ y: tensor(dtype, drawn.y, dy) }, saved);
      expect(outputs.y.shape).toEqual(drawn.y);
      const got = { y: numbers(outputs.y), dx: numbers(grads.x!) };
      expect({ drawn, dtype, ...got }).toEqual({ drawn, dtype, ...maxByDefinition(drawn, x, dy) });
    }
  });

  test.each([
    ['', [3, 2]],
    [', and between the windows elements that none reads', [2, 1]],
  ])('is the same for more planes than are worked on at a time, with padding%s', (_title, kernel) => {
    const source = random(5);
    const [N, C, H, W] = [2, 23, 23, 37] as const;
    const x = source.integers(N * C * H * W);
    const attributes = { kernel, stride: [2, 2], padding: [[1, 1], [0, kernel[1]! - 1]] as const, dilation: [1, 1], ceilMode: true }; // prettier-ignore
    const { outputs, saved } = maxPool.forward({ x: tensor('float32', [N, C, H, W], x) }, attributes);
    const dy = source.integers(outputs.y.data.length);
    const grads = maxPool.backward({ y: tensor('float32', outputs.y.shape, dy) }, saved);
    const expected = maxByDefinition({ x: [N, C, H, W], y: outputs.y.shape, attributes }, x, dy);
    expect(differences(numbers(outputs.y), expected.y)).toEqual([]);
    expect(differences(numbers(grads.x!), expected.dx)).toEqual([]);
  });

  test('needs less memory than its tensors when there are many planes', () => {
    const x = tensor('float32', [4, 64, 32, 32], random(6).reals(4 * 64 * 32 * 32));
    resetHighWater();
    const { outputs, saved } = maxPool.forward({ x }, { kernel: [2, 2] });
    maxPool.backward({ y: outputs.y }, saved);
    expect(arenaHighWater()).toBeLessThan(x.data.byteLength / 2);
  });
});

test('maxPool has gradient 0 where dy is left out', () => {
  const x = [[[1, 2, 3]]];
  expect(run(maxPool, { inputs: { x }, attributes: { kernel: [2] } }).grads).toEqual({ x: [0, 0, 0] });
});

test.each([[[0, 2, 5]], [[2, 0, 5]]])('maxPool of the shape %j is empty', (shape) => {
  const x = tensor('float32', shape, []);
  const { outputs, saved } = maxPool.forward({ x }, { kernel: [2] });
  expect(outputs.y.shape).toEqual([shape[0], shape[1], 2]);
  expect(maxPool.backward({}, saved).x).toEqual(x);
});

test('maxPool changes neither x nor dy, and a second backward gives the same', () => {
  const values = random(7).reals(2 * 3 * 11);
  const x = tensor('float64', [2, 3, 11], values.slice());
  const { outputs, saved } = maxPool.forward({ x }, { kernel: [3], stride: [2] });
  const dys = random(8).reals(outputs.y.data.length);
  const dy = tensor('float64', outputs.y.shape, dys.slice());
  const first = maxPool.backward({ y: dy }, saved);
  expect(maxPool.backward({ y: dy }, saved)).toEqual(first);
  expect([x.data, dy.data]).toEqual([values, dys]);
});
