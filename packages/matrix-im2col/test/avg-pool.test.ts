import { beforeEach, describe, expect, test } from '@jest/globals';
import { arenaHighWater, kernelBuilds, resetHighWater, useKernels } from '@gradspec/kernels';
import { tensor } from '@gradspec/spec';
import { avgPool } from '../src/avg-pool.ts';
import { averageByDefinition, differences, drawPool } from './pool-case.ts';
import { random } from './random.ts';
import { dtypes, run, settled } from './run-kernel.ts';

const [inf, nan] = [Infinity, NaN];
const seeds = Array.from({ length: 60 }, (_, seed) => seed);
const numbers = ({ data }: { data: Iterable<number> }) => Array.from(data, (value) => value + 0);

describe.each(kernelBuilds())('avgPool, build %s', (build) => {
  beforeEach(() => useKernels(build));

  test.each(dtypes)(
    'takes the mean of every window, and gives each of its elements a share of dy, %s',
    (dtype) => {
      const x = [[[[1, 9, -2, 4], [5, -2, 3, 7], [-3, -1, 0, 8]]]]; // prettier-ignore
      const result = run(avgPool, {
        inputs: { x },
        attributes: { kernel: [2, 2], stride: [1, 2] },
        dy: [[[[10, -20], [30, 40]]]], // prettier-ignore
        dtype,
      });
      expect(result).toEqual({
        y: [3.25, 3, -0.25, 4.5],
        shape: [1, 1, 2, 2],
        grads: { x: [2.5, 2.5, -5, -5, 10, 10, 5, 5, 7.5, 7.5, 10, 10] },
      });
    },
  );

  // prettier-ignore
  test.each<[string, object, number[], number[]]>([
    ['all of a kernel within x', { kernel: [2], stride: [1] }, [4.5, 6, 7.5], [5, 2, 4, 7]],
    ['with the padding', { kernel: [2], padding: [[1, 1]] }, [1.5, 6, 4.5], [5, -3, -3, 7]],
    ['without the padding', { kernel: [2], padding: [[1, 1]], countIncludePad: false }, [3, 6, 9], [10, -3, -3, 14]],
    ['with the padding, not what hangs over', { kernel: [3], padding: [[0, 1]], ceilMode: true }, [5, 4.5], [10 / 3, 10 / 3, 10 / 3, -3]],
  ])('counts %s', (_title, attributes, y, dx) => {
    for (const dtype of dtypes) {
      const dy = [[y.length === 2 ? [10, -6] : [10, -6, 14]]];
      const result = run(avgPool, { inputs: { x: [[[3, 6, 6, 9]]] }, attributes, dy, dtype });
      expect({ y: settled(result.y, y, dtype), dx: settled(result.grads.x!, dx, dtype) }).toEqual({ y, dx });
    }
  });

  test('passes on NaN and infinities, and leaves the windows beside them alone', () => {
    const attributes = { kernel: [2], padding: [[1, 1]] };
    const x = [[[2, inf, -inf, nan, 4, 6]]];
    expect(run(avgPool, { inputs: { x }, attributes }).y).toEqual([1, nan, nan, 3]);
  });

  test.each(seeds)('is the definition, NaN and infinities included, seed %i', (seed) => {
    const source = random(seed);
    const drawn = drawPool(source, 'avgPool');
    const count = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);
    const x = source.integers(count(drawn.x));
    const wild = [nan, inf, -inf, -inf];
    if (seed % 2 === 1)
      for (let i = 0; i < x.length; i++) if (source.unit() < 0.2) x[i] = wild[source.integer(0, 3)]!;
    const dy = source.integers(count(drawn.y)).map((value) => value || 5);
    for (const dtype of dtypes) {
      const { outputs, saved } = avgPool.forward({ x: tensor(dtype, drawn.x, x) }, drawn.attributes);
      const grads = avgPool.backward({ y: tensor(dtype, drawn.y, dy) }, saved);
      expect(outputs.y.shape).toEqual(drawn.y);
      const expected = averageByDefinition(drawn, x, dy);
      const y = settled(numbers(outputs.y), expected.y, dtype);
      const dx = settled(numbers(grads.x!), expected.dx, dtype);
      expect({ drawn, dtype, y, dx }).toEqual({ drawn, dtype, ...expected });
    }
  });

  test.each([
    ['', [3, 2]],
    [', and between the windows elements that none reads', [2, 1]],
  ])('is the same for more planes than are worked on at a time, with padding%s', (_title, kernel) => {
    const source = random(5);
    const [N, C, H, W] = [2, 23, 23, 37] as const;
    const x = source.integers(N * C * H * W);
    const attributes = { kernel, stride: [2, 2], padding: [[1, 1], [0, kernel[1]! - 1]] as const, ceilMode: true, countIncludePad: false }; // prettier-ignore
    const { outputs, saved } = avgPool.forward({ x: tensor('float32', [N, C, H, W], x) }, attributes);
    const dy = source.integers(outputs.y.data.length);
    const grads = avgPool.backward({ y: tensor('float32', outputs.y.shape, dy) }, saved);
    const expected = averageByDefinition({ x: [N, C, H, W], y: outputs.y.shape, attributes }, x, dy);
    const y = settled(numbers(outputs.y), expected.y, 'float32');
    const dx = settled(numbers(grads.x!), expected.dx, 'float32');
    expect(differences(y, expected.y)).toEqual([]);
    expect(differences(dx, expected.dx)).toEqual([]);
  });

  test('needs less memory than its tensors when there are many planes', () => {
    const x = tensor('float32', [4, 64, 32, 32], random(6).reals(4 * 64 * 32 * 32));
    resetHighWater();
    const { outputs, saved } = avgPool.forward({ x }, { kernel: [2, 2] });
    avgPool.backward({ y: outputs.y }, saved);
    expect(arenaHighWater()).toBeLessThan(x.data.byteLength / 2);
  });
});

test('avgPool has gradient 0 where dy is left out', () => {
  const x = [[[1, 2, 3]]];
  expect(run(avgPool, { inputs: { x }, attributes: { kernel: [2] } }).grads).toEqual({ x: [0, 0, 0] });
});

test.each([[[0, 2, 5]], [[2, 0, 5]]])('avgPool of the shape %j is empty', (shape) => {
  const x = tensor('float32', shape, []);
  const { outputs, saved } = avgPool.forward({ x }, { kernel: [2] });
  expect(outputs.y.shape).toEqual([shape[0], shape[1], 2]);
  expect(avgPool.backward({}, saved).x).toEqual(x);
});

test('avgPool changes neither x nor dy, and a second backward gives the same', () => {
  const values = random(7).reals(2 * 3 * 11);
  const x = tensor('float64', [2, 3, 11], values.slice());
  const { outputs, saved } = avgPool.forward({ x }, { kernel: [3], stride: [2] });
  const dys = random(8).reals(outputs.y.data.length);
  const dy = tensor('float64', outputs.y.shape, dys.slice());
  const first = avgPool.backward({ y: dy }, saved);
  expect(avgPool.backward({ y: dy }, saved)).toEqual(first);
  expect([x.data, dy.data]).toEqual([values, dys]);
});
