import { beforeEach, describe, expect, test } from '@jest/globals';
import { useKernels } from '@gradspec/kernels';
import { inferShapes, tensor, type FloatDtype, type Shape } from '@gradspec/spec';
import { avgPool } from '../src/avg-pool.ts';
import { testedBuilds } from './builds.ts';
import { byDefinition, drawValues, size, type ConvCase } from './conv-case.ts';
import { roundoff } from './fft-bound.ts';
import { random } from './random.ts';
import { dtypes, runConv, runTransposed } from './run-conv.ts';

/** What a plane lost: errors of more than 64 roundings of its largest element. */
function lost(got: ArrayLike<number>, expected: ArrayLike<number>, dtype: FloatDtype): string {
  let [error, largest] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    error = Math.max(error, Math.abs(got[i]! - expected[i]!));
    largest = Math.max(largest, Math.abs(expected[i]!));
  }
  return error > 64 * roundoff(dtype) * largest ? `${error / largest} of its size` : 'nothing';
}

const small = 1e-6;
const huge = 1e6;

/** Values whose planes have their own sizes, those of index i the i-th. */
function scaled(
  values: Float64Array,
  shape: Shape,
  scales: readonly number[],
  channel: boolean,
): Float64Array {
  const plane = size(shape.slice(2));
  return values.map((value, at) => {
    const index = Math.floor(at / plane);
    return Math.fround(value * scales[channel ? index % shape[1]! : Math.floor(index / shape[1]!)]!);
  });
}

/** The first or the second half: one of two planes. */
const half = (values: Float64Array, index: 0 | 1): Float64Array =>
  values.subarray((index * values.length) / 2, ((index + 1) * values.length) / 2);

describe.each(testedBuilds)('a small plane beside a huge one keeps its digits, build %s', (build) => {
  beforeEach(() => useKernels(build));

  const sizes: [string, Shape, Shape][] = [
    ['one tile', [2, 1, 20], [1, 1, 3]],
    ['several tiles', [2, 1, 1700], [1, 1, 9]],
    ['an image', [2, 2, 33, 37], [3, 2, 3, 3]],
  ];
  const ordered = sizes.flatMap(([title, x, w]) => [
    { title, x, w, scales: [small, huge] },
    { title, x, w, scales: [huge, small] },
  ]);

  test.each(ordered)('samples of the sizes $scales in conv and convTranspose, $title', ({ x, w, scales }) => {
    const { attributes, outputShapes } = inferShapes('conv', { x, w }, {});
    const one: ConvCase = { x, w, y: outputShapes.y, attributes };
    const drawn = drawValues(random(1), one, 'reals');
    const values = {
      ...{ w: drawn.w, b: new Float64Array(w[0]!) },
      x: scaled(drawn.x, x, scales, false),
      dy: scaled(drawn.dy, one.y, scales, false),
    };
    const expected = byDefinition(one, values);
    for (const dtype of dtypes)
      for (const run of [runConv, runTransposed]) {
        const got = run(dtype, one, values);
        const here = (['y', 'dx'] as const).flatMap((name) => [
          `${name} of sample 0 lost ${lost(half(got[name], 0), half(expected[name], 0), dtype)}`,
          `${name} of sample 1 lost ${lost(half(got[name], 1), half(expected[name], 1), dtype)}`,
        ]);
        const subject = { run: run.name, dtype, scales };
        const wrong = here.filter((text) => !text.endsWith(' lost nothing'));
        expect({ ...subject, wrong }).toEqual({ ...subject, wrong: [] });
      }
  });

  test('two output channels of conv, by small and by huge weights', () => {
    const [x, w]: Shape[] = [[1, 2, 300], [2, 2, 7]]; // prettier-ignore
    const { attributes, outputShapes } = inferShapes('conv', { x: x!, w: w! }, {});
    const one: ConvCase = { x: x!, w: w!, y: outputShapes.y, attributes };
    const drawn = { ...drawValues(random(2), one, 'reals'), b: new Float64Array(2) };
    const values = { ...drawn, w: scaled(drawn.w, w!, [small, huge], false) };
    for (const dtype of dtypes) {
      const [got, expected] = [runConv(dtype, one, values).y, byDefinition(one, values).y];
      const here = lost(half(got, 0), half(expected, 0), dtype);
      expect({ dtype, lost: here }).toEqual({ dtype, lost: 'nothing' });
    }
  });

  test('two channels of avgPool', () => {
    const shape = [1, 2, 400];
    const x = scaled(random(3).reals(800), shape, [small, huge], true);
    for (const dtype of dtypes) {
      const { outputs } = avgPool.forward({ x: tensor(dtype, shape, x) }, { kernel: [5], stride: [1] });
      const expected = Array.from(
        { length: 396 },
        (_, o) => x.subarray(o, o + 5).reduce((sum, v) => sum + v, 0) / 5,
      );
      const here = lost(outputs.y.data.subarray(0, 396), expected, dtype);
      expect({ dtype, lost: here }).toEqual({ dtype, lost: 'nothing' });
    }
  });
});
