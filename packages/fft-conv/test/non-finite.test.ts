import { beforeEach, describe, expect, test } from '@jest/globals';
import { useKernels } from '@gradspec/kernels';
import { inferShapes, tensor, type FloatDtype, type Shape } from '@gradspec/spec';
import { conv } from '../src/conv.ts';
import { testedBuilds } from './builds.ts';
import { byDefinition, drawCase, drawValues, size, type ConvCase, type ConvValues } from './conv-case.ts';
import { outside, roundoff } from './fft-bound.ts';
import { random } from './random.ts';
import { dtypes, rounded, runConv, runTransposed } from './run-conv.ts';

const [inf, nan] = [Infinity, NaN];
const seeds = Array.from({ length: 40 }, (_, seed) => seed);

/** The case of a conv without attributes. */
function plainCase(x: Shape, w: Shape): ConvCase {
  const { attributes, outputShapes } = inferShapes('conv', { x, w }, {});
  return { x, w, y: outputShapes.y, attributes };
}

describe.each(testedBuilds)('what is not finite, build %s', (build) => {
  beforeEach(() => useKernels(build));

  test.each(seeds)('spreads exactly as far as the definition says, seed %i', (seed) => {
    const source = random(3000 + seed);
    const drawn = drawCase(source);
    const values = { ...drawValues(source, drawn, 'integers'), b: new Float64Array(drawn.w[0]!) };
    for (const part of [values.x, values.w, values.dy])
      if (source.unit() < 0.6)
        part[source.integer(0, part.length - 1)] = [nan, inf, -inf][source.integer(0, 2)]!;
    const expected = byDefinition(drawn, values);
    for (const dtype of dtypes)
      for (const run of [runConv, runTransposed]) {
        const got = run(dtype, drawn, values);
        const wrong = (name: 'y' | 'dx' | 'dw') =>
          outside(got[name], expected[name], new Float64Array(expected[name].length).fill(0.5));
        const all = { y: wrong('y'), dx: wrong('dx'), dw: wrong('dw') };
        const subject = { drawn, dtype, run: run.name };
        expect({ ...subject, ...all }).toEqual({ ...subject, y: [], dx: [], dw: [] });
      }
  });

  test.each<[string, number[], number[], number[]]>([
    ['a weight ∞ on elements that are 0', [1, 0, 2, -3], [5, inf], [nan, inf, -inf]],
    ['a weight 0 on an ∞', [1, inf, 2, 3, 4], [0, 1, 2], [inf, nan, 11]],
    ['∞ − ∞', [inf, 1, inf, 2], [1, 3, -1], [nan, inf]],
    ['a NaN', [1, 2, nan, 4, 5, 6], [1, 1], [3, nan, nan, 9, 11]],
  ])('gives what a pencil gives: %s', (_title, x, w, y) => {
    for (const dtype of dtypes) {
      const inputs = { x: tensor(dtype, [1, 1, x.length], x), w: tensor(dtype, [1, 1, w.length], w) };
      expect({ dtype, y: rounded(conv.forward(inputs).outputs.y.data) }).toEqual({ dtype, y });
    }
  });

  test('leaves the outputs of a long line finite and right that do not read it', () => {
    const long = plainCase([2, 1, 4000], [1, 1, 9]);
    const values = { ...drawValues(random(1), long, 'integers'), b: new Float64Array(1) };
    values.x[1234] = nan;
    values.x[6789] = -inf;
    expect(rounded(runConv('float32', long, values).y)).toEqual(rounded(byDefinition(long, values).y));
  });

  test('no weight and no element is made of padding: ∞ over it is not read', () => {
    const x = tensor('float32', [1, 1, 3], [1, 2, 3]);
    const w = tensor('float32', [1, 1, 2], [inf, 5]);
    const { outputs } = conv.forward({ x, w }, { padding: [[1, 0]] });
    expect(rounded(outputs.y.data)).toEqual([5, inf, inf]);
  });
});

describe.each(testedBuilds)('sums that overflow on the way only, build %s', (build) => {
  beforeEach(() => useKernels(build));

  const drawn = plainCase([1, 1, 400], [1, 1, 2]);
  /** The largest powers of two that four of fit: spectra of 400 such numbers do not. */
  const large = { float32: 2 ** 125, float64: 2 ** 1021 };
  /** The tiles that do not overflow round. */
  const near = (dtype: FloatDtype, { length }: Float64Array) =>
    new Float64Array(length).fill(64 * roundoff(dtype) * large[dtype]);
  const ones = (shape: Shape): Float64Array => new Float64Array(size(shape)).fill(1);
  const values: ConvValues = {
    x: ones(drawn.x),
    w: Float64Array.of(1, -1),
    b: new Float64Array(1),
    dy: ones(drawn.y),
  };

  test.each(dtypes)('come out right in y, %s', (dtype) => {
    const x = random(1)
      .integers(400)
      .map((value) => (value / 4) * large[dtype]);
    const { y } = runConv(dtype, drawn, { ...values, x });
    expect(outside(y, byDefinition(drawn, { ...values, x }).y, near(dtype, y))).toEqual([]);
  });

  test.each(dtypes)('come out right in dx, %s', (dtype) => {
    const dy = random(2)
      .integers(399)
      .map((value) => (value / 4) * large[dtype]);
    const { dx } = runConv(dtype, drawn, { ...values, dy });
    expect(outside(dx, byDefinition(drawn, { ...values, dy }).dx, near(dtype, dx))).toEqual([]);
  });

  test.each(dtypes)('come out right in dw, %s', (dtype) => {
    const x = random(3)
      .integers(400)
      .map((value) => (value / 4) * large[dtype]);
    const dy = new Float64Array(399);
    [dy[7], dy[300]] = [1, -1];
    const { dw } = runConv(dtype, drawn, { ...values, x, dy });
    expect(outside(dw, byDefinition(drawn, { ...values, x, dy }).dw, near(dtype, dw))).toEqual([]);
  });

  test.each(dtypes)('and a sum that is too large itself is an infinity, %s', (dtype) => {
    const x = new Float64Array(400).fill(large[dtype]);
    const { y } = runConv(dtype, drawn, { ...values, x, w: Float64Array.of(4, 4) });
    expect(new Set(y)).toEqual(new Set([inf]));
  });
});
