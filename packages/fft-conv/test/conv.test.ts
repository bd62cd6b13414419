import { beforeEach, describe, expect, test } from '@jest/globals';
import { useKernels } from '@gradspec/kernels';
import { inferShapes, tensor, type Attributes, type FloatDtype, type Shape } from '@gradspec/spec';
import { conv } from '../src/conv.ts';
import { testedBuilds } from './builds.ts';
import {
  byDefinition,
  drawCase,
  drawValues,
  type ConvCase,
  type ConvResults,
  type ConvValues,
} from './conv-case.ts';
import { fftBound, outside } from './fft-bound.ts';
import { random } from './random.ts';
import { dtypes, numbers, rounded, runConv } from './run-conv.ts';
import { workedConvolutions } from './worked.ts';

const seeds = Array.from({ length: 40 }, (_, seed) => seed);

/** Long enough for 12 to 34 tiles; no size is a multiple of a tile's. */
const longCases: { title: string; x: Shape; w: Shape; attributes: Attributes<'conv'> }[] = [
  { title: 'a line', x: [2, 1, 4011], w: [1, 1, 17], attributes: {} },
  {
    title: 'a strided line with padding and groups',
    x: [1, 2, 3001],
    w: [4, 1, 21],
    attributes: { stride: [3], dilation: [2], groups: 2, padding: [[7, 11]], flip: true },
  },
  {
    title: 'an image',
    x: [1, 2, 61, 87],
    w: [3, 2, 3, 5],
    attributes: { stride: [1, 2], padding: [[1, 1], [0, 3]] }, // prettier-ignore
  },
  { title: 'a volume', x: [1, 1, 19, 23, 29], w: [2, 1, 3, 2, 3], attributes: { padding: [[1, 1], [0, 0], [2, 0]] } }, // prettier-ignore
];

describe.each(testedBuilds)('conv, build %s', (build) => {
  beforeEach(() => useKernels(build));

  test.each(workedConvolutions)('works out by hand: $title', ({ attributes, x, w, b, y, dy, dx, dw, db }) => {
    for (const dtype of dtypes) {
      const inputs = { x: tensor(dtype, ...x), w: tensor(dtype, ...w), b: tensor(dtype, [b.length], b) };
      const { outputs, saved } = conv.forward(inputs, attributes);
      expect(outputs.y.shape).toEqual(y[0]);
      expect(rounded(outputs.y.data)).toEqual(y[1]);
      const grads = conv.backward({ y: tensor(dtype, y[0], dy) }, saved);
      const got = { dx: rounded(grads.x!.data), dw: rounded(grads.w!.data), db: rounded(grads.b!.data) };
      expect(got).toEqual({ dx, dw, db });
    }
  });

  test.each(seeds)('is the definition’s sums on integers, once rounded, seed %i', (seed) => {
    const source = random(seed);
    const drawn = drawCase(source);
    const values = drawValues(source, drawn, 'integers');
    const expected = byDefinition(drawn, values);
    for (const dtype of dtypes) {
      const got = roundedResults(runConv(dtype, drawn, values));
      expect({ drawn, dtype, ...got }).toEqual({ drawn, dtype, ...roundedResults(expected) });
    }
  });

  test.each(seeds)('stays within the norm-wise bound on reals, seed %i', (seed) => {
    const source = random(1000 + seed);
    const drawn = drawCase(source);
    const values = { ...drawValues(source, drawn, 'reals'), b: new Float64Array(drawn.w[0]!) };
    for (const dtype of dtypes)
      expect({ drawn, dtype, ...beyondBound(drawn, values, dtype) }).toEqual({ drawn, dtype, ...none });
  });

  test.each(seeds)('its gradients are its adjoints, seed %i', (seed) => {
    const source = random(2000 + seed);
    const drawn = drawCase(source);
    const values = { ...drawValues(source, drawn, 'integers'), b: new Float64Array(drawn.w[0]!) };
    const { dx, dw } = runConv('float64', drawn, values);
    const [v, u] = [source.integers(dx.length), source.integers(dw.length)];
    const inner = (a: Float64Array, b: Float64Array) =>
      a.reduce((sum, value, at) => sum + Math.round(value) * Math.round(b[at]!), 0);
    expect(inner(dx, v)).toBe(inner(values.dy, runConv('float64', drawn, { ...values, x: v }).y));
    expect(inner(dw, u)).toBe(inner(values.dy, runConv('float64', drawn, { ...values, w: u }).y));
  });

  test.each(longCases)('is right in many tiles: $title', ({ x, w, attributes }) => {
    const all = inferShapes('conv', { x, w }, attributes);
    const long: ConvCase = { x, w, y: all.outputShapes.y, attributes: all.attributes };
    const values = { ...drawValues(random(3), long, 'reals'), b: new Float64Array(w[0]!) };
    for (const dtype of dtypes)
      expect({ dtype, ...beyondBound(long, values, dtype) }).toEqual({ dtype, ...none });
  });
});

test('conv computes only what is wanted, and no gradient of a bias that was not given', () => {
  const x = tensor('float64', [1, 1, 3], [1, 2, 3]);
  const w = tensor('float64', [1, 1, 2], [4, 5]);
  const { saved } = conv.forward({ x, w });
  const dy = tensor('float64', [1, 1, 2], [1, -1]);
  expect(Object.keys(conv.backward({ y: dy }, saved))).toEqual(['x', 'w']);
  expect(Object.keys(conv.backward({ y: dy }, saved, ['w']))).toEqual(['w']);
  const withBias = conv.forward({ x, w, b: tensor('float64', [1], [6]) }).saved;
  expect(Object.keys(conv.backward({ y: dy }, withBias, ['b']))).toEqual(['b']);
  expect([...numbers(conv.backward({}, saved).w!)]).toEqual([0, 0]);
});

test('an empty batch gives an empty output and zero weight gradients', () => {
  const x = tensor('float32', [0, 2, 3], []);
  const w = tensor('float32', [3, 2, 2], random(1).reals(12));
  const b = tensor('float32', [3], [1, 2, 3]);
  const { outputs, saved } = conv.forward({ x, w, b });
  expect(outputs.y.shape).toEqual([0, 3, 2]);
  const grads = conv.backward({}, saved);
  expect([rounded(grads.w!.data), rounded(grads.b!.data), grads.x!.shape]).toEqual([
    Array(12).fill(0),
    [0, 0, 0],
    [0, 2, 3],
  ]);
});

test('conv changes neither inputs nor output gradients, and a second backward gives the same', () => {
  const source = random(4);
  const drawn = drawCase(source);
  const values = drawValues(source, drawn, 'reals');
  const copy = structuredClone(values);
  const inputs = { x: tensor('float64', drawn.x, values.x), w: tensor('float64', drawn.w, values.w) };
  const dy = tensor('float64', drawn.y, values.dy);
  const { saved } = conv.forward(inputs, drawn.attributes);
  const first = conv.backward({ y: dy }, saved);
  expect(conv.backward({ y: dy }, saved)).toEqual(first);
  expect([inputs.x.data, inputs.w.data, dy.data]).toEqual([copy.x, copy.w, copy.dy]);
});

test('calls of different sizes in turn give what each gives alone', () => {
  const cases = [7, 8, 9, 10].map((seed) => {
    const source = random(seed);
    const drawn = drawCase(source);
    return { drawn, values: drawValues(source, drawn, 'integers') };
  });
  for (let round = 0; round < 2; round++)
    for (const { drawn, values } of cases)
      for (const dtype of dtypes) {
        const { y } = runConv(dtype, drawn, values);
        expect(rounded(y)).toEqual(rounded(byDefinition(drawn, values).y));
      }
});

const roundedResults = ({ y, dx, dw, db }: ConvResults) => ({
  y: rounded(y),
  dx: rounded(dx),
  dw: rounded(dw),
  db: rounded(db),
});

/** Nothing is. */
const none = { y: [], dx: [], dw: [] };

/** What is farther from the definition than the bound. */
function beyondBound(one: ConvCase, values: ConvValues, dtype: FloatDtype): Record<string, string[]> {
  const [expected, bound, got] = [byDefinition(one, values), fftBound(one, values, dtype), runConv(dtype, one, values)]; // prettier-ignore
  return {
    y: outside(got.y, expected.y, bound.y),
    dx: outside(got.dx, expected.dx, bound.dx),
    dw: outside(got.dw, expected.dw, bound.dw),
  };
}
