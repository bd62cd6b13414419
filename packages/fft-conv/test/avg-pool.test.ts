import { beforeEach, describe, expect, test } from '@jest/globals';
import { useKernels } from '@gradspec/kernels';
import { tensor, type FloatDtype, type FloatTensor } from '@gradspec/spec';
import { avgPool } from '../src/avg-pool.ts';
import { testedBuilds } from './builds.ts';
import { size } from './conv-case.ts';
import { outside, roundoff } from './fft-bound.ts';
import { averageByDefinition, drawPool, type PoolCase } from './pool-case.ts';
import { random } from './random.ts';
import { dtypes, numbers } from './run-conv.ts';

const [inf, nan] = [Infinity, NaN];
const seeds = Array.from({ length: 40 }, (_, seed) => seed);

describe.each(testedBuilds)('avgPool, build %s', (build) => {
  beforeEach(() => useKernels(build));

  // prettier-ignore
  test.each<[string, object, number[], number[]]>([
    ['all of a kernel within x', { kernel: [2], stride: [1] }, [4.5, 6, 7.5], [5, 2, 4, 7]],
    ['with the padding', { kernel: [2], padding: [[1, 1]] }, [1.5, 6, 4.5], [5, -3, -3, 7]],
    ['without the padding', { kernel: [2], padding: [[1, 1]], countIncludePad: false }, [3, 6, 9], [10, -3, -3, 14]],
    ['with the padding, not what hangs over', { kernel: [3], padding: [[0, 1]], ceilMode: true }, [5, 4.5], [10 / 3, 10 / 3, 10 / 3, -3]],
  ])('counts %s', (_title, attributes, y, dx) => {
    for (const dtype of dtypes) {
      const { outputs, saved } = avgPool.forward({ x: tensor(dtype, [1, 1, 4], [3, 6, 6, 9]) }, attributes as never);
      const grads = avgPool.backward({ y: tensor(dtype, [1, 1, y.length], [10, -6, 14].slice(0, y.length)) }, saved);
      expect({ dtype, y: fewDigits(outputs.y), dx: fewDigits(grads.x!) }).toEqual({ dtype, y, dx: dx.map(toFewDigits) });
    }
  });

  test('passes on NaN and infinities, and leaves the windows beside them alone', () => {
    const x = tensor('float32', [1, 1, 6], [2, inf, -inf, nan, 4, 6]);
    const { outputs } = avgPool.forward({ x }, { kernel: [2], padding: [[1, 1]] });
    expect(fewDigits(outputs.y)).toEqual([1, nan, nan, 3]);
  });

  test.each(seeds)('is the definition within the bound, NaN and infinities included, seed %i', (seed) => {
    const source = random(seed);
    const drawn = drawPool(source);
    const x = source.integers(size(drawn.x));
    const dy = source.integers(size(drawn.y));
    if (seed % 2 === 1)
      for (const values of [x, dy])
        for (let i = 0; i < values.length; i++)
          if (source.unit() < 0.1) values[i] = [nan, inf, -inf][source.integer(0, 2)]!;
    for (const dtype of dtypes)
      expect({ drawn, dtype, ...wrong(drawn, dtype, x, dy) }).toEqual({ drawn, dtype, y: [], dx: [] });
  });

  test('is right for many planes and many tiles', () => {
    const drawn: PoolCase = {
      x: [2, 9, 67, 131],
      y: [2, 9, 22, 65],
      attributes: { kernel: [6, 5], stride: [3, 2], padding: [[1, 1], [2, 1]], ceilMode: false, countIncludePad: false }, // prettier-ignore
    };
    const [x, dy] = [random(1).reals(size(drawn.x)), random(2).reals(size(drawn.y))];
    expect(wrong(drawn, 'float32', x, dy)).toEqual({ y: [], dx: [] });
  });
});

const toFewDigits = (value: number): number => Number(value.toPrecision(5));
const fewDigits = ({ data }: FloatTensor): number[] => Array.from(data, (value) => toFewDigits(value) + 0);

/** The first few elements that are farther from the definition than 100 roundings of the largest values. */
function wrong(
  pool: PoolCase,
  dtype: FloatDtype,
  x: Float64Array,
  dy: Float64Array,
): Record<string, string[]> {
  const { outputs, saved } = avgPool.forward({ x: tensor(dtype, pool.x, x) }, pool.attributes);
  const grads = avgPool.backward({ y: tensor(dtype, pool.y, dy) }, saved);
  const expected = averageByDefinition(pool, x, dy);
  const bound = (values: number[]) => values.map(() => 100 * roundoff(dtype) * 4);
  return {
    y: outside(numbers(outputs.y), expected.y, bound(expected.y)),
    dx: outside(numbers(grads.x!), expected.dx, bound(expected.dx)),
  };
}

test('avgPool has gradient 0 where dy is left out', () => {
  const { saved } = avgPool.forward({ x: tensor('float64', [1, 1, 3], [1, 2, 3]) }, { kernel: [2] });
  expect([...numbers(avgPool.backward({}, saved).x!)]).toEqual([0, 0, 0]);
});

test.each([[[0, 2, 5]], [[2, 0, 5]]])('avgPool of the shape %j is empty', (shape) => {
  const x = tensor('float32', shape, []);
  const { outputs, saved } = avgPool.forward({ x }, { kernel: [2] });
  expect(outputs.y.shape).toEqual([shape[0], shape[1], 2]);
  expect(avgPool.backward({}, saved).x).toEqual(x);
});
