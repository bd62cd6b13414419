import { describe, expect, test } from '@jest/globals';
import { tensor, type FloatDtype, type FloatTensor } from '@gradspec/spec';
import { conv } from '../src/conv.ts';
import {
  byDefinition,
  fftBound,
  drawCase,
  drawValues,
  type ConvCase,
  type ConvResults,
  type ConvValues,
} from './conv-case.ts';
import { random } from './random.ts';
import { workedConvolutions } from './worked.ts';

const seeds = Array.from({ length: 60 }, (_, seed) => seed);
const dtypes: readonly FloatDtype[] = ['float32', 'float64'];
/** The numbers of a tensor; the sign of a zero does not matter. */
const numbers = ({ data }: FloatTensor) => Array.from(data, (value) => value + 0);
/** Spectra leave errors far below ½: on integers rounding gives the exact result. */
const rounded = (values: Iterable<number>) => Array.from(values, (value) => Math.round(value) + 0);

/** Forward and backward of one call. */
function run(dtype: FloatDtype, { x, w, y, attributes }: ConvCase, values: ConvValues): ConvResults {
  const inputs = {
    x: tensor(dtype, x, values.x),
    w: tensor(dtype, w, values.w),
    b: tensor(dtype, [w[0]!], values.b),
  };
  const { outputs, saved } = conv.forward(inputs, attributes);
  const grads = conv.backward({ y: tensor(dtype, y, values.dy) }, saved);
  const results = { y: outputs.y, dx: grads.x!, dw: grads.w!, db: grads.b! };
  const entries = Object.entries(results).map(([name, result]) => [name, Float64Array.from(numbers(result))]);
  return Object.fromEntries(entries) as ConvResults;
}

describe('conv', () => {
  test.each(workedConvolutions)('works out by hand: $title', ({ attributes, x, w, b, y, dy, dx, dw, db }) => {
    for (const dtype of dtypes) {
      const inputs = { x: tensor(dtype, ...x), w: tensor(dtype, ...w), b: tensor(dtype, [b.length], b) };
      const { outputs, saved } = conv.forward(inputs, attributes);
      expect(outputs.y.shape).toEqual(y[0]);
      expect(rounded(outputs.y.data)).toEqual(y[1]);
      const grads = conv.backward({ y: tensor(dtype, y[0], dy) }, saved);
      expect([grads.x!, grads.w!, grads.b!].map(({ data }) => rounded(data))).toEqual([dx, dw, db]);
    }
  });

  test.each(seeds)('is the definition’s sums on integers, once rounded, seed %i', (seed) => {
    const source = random(seed);
    const drawn = drawCase(source);
    const values = drawValues(source, drawn, 'integers');
    const expected = byDefinition(drawn, values);
    for (const dtype of dtypes)
      for (const [name, result] of Object.entries(run(dtype, drawn, values)) as [
        keyof ConvResults,
        Float64Array,
      ][])
        expect({ name, result: rounded(result) }).toEqual({ name, result: rounded(expected[name]) });
  });

  test.each(seeds)('stays within the norm-wise bound on reals, seed %i', (seed) => {
    const source = random(1000 + seed);
    const drawn = drawCase(source);
    const values = drawValues(source, drawn, 'reals');
    const expected = byDefinition(drawn, values);
    for (const dtype of dtypes) {
      const bound = fftBound(drawn, values, dtype);
      for (const [name, result] of Object.entries(run(dtype, drawn, values)) as [
        keyof ConvResults,
        Float64Array,
      ][]) {
        const outside = [...result].filter(
          (value, at) => !(Math.abs(value - expected[name][at]!) <= bound[name][at]!),
        );
        expect({ name, dtype, outside }).toEqual({ name, dtype, outside: [] });
      }
    }
  });

  test.each(seeds)('its gradients are its adjoints, seed %i', (seed) => {
    const source = random(2000 + seed);
    const drawn = drawCase(source);
    const values = { ...drawValues(source, drawn, 'integers'), b: new Float64Array(drawn.w[0]!) };
    const { dx, dw } = run('float64', drawn, values);
    const [v, u] = [source.integers(dx.length), source.integers(dw.length)];
    const inner = (a: Float64Array, b: Float64Array) =>
      a.reduce((sum, value, at) => sum + Math.round(value) * Math.round(b[at]!), 0);
    expect(inner(dx, v)).toBe(inner(values.dy, run('float64', drawn, { ...values, x: v }).y));
    expect(inner(dw, u)).toBe(inner(values.dy, run('float64', drawn, { ...values, w: u }).y));
  });

  test('what is not finite makes every output of its plane not finite: never a finite wrong number', () => {
    for (const wild of [NaN, Infinity]) {
      const x = tensor('float32', [1, 1, 3, 5], random(5).reals(15));
      x.data[7] = wild;
      const { outputs } = conv.forward({ x, w: tensor('float32', [2, 1, 2, 2], random(6).reals(8)) });
      expect(numbers(outputs.y).filter(Number.isFinite)).toEqual([]);
    }
  });

  test('computes only what is wanted, and no gradient of a bias that was not given', () => {
    const x = tensor('float64', [1, 1, 3], [1, 2, 3]);
    const w = tensor('float64', [1, 1, 2], [4, 5]);
    const { saved } = conv.forward({ x, w });
    const dy = tensor('float64', [1, 1, 2], [1, -1]);
    expect(Object.keys(conv.backward({ y: dy }, saved))).toEqual(['x', 'w']);
    expect(Object.keys(conv.backward({ y: dy }, saved, ['w']))).toEqual(['w']);
    expect(numbers(conv.backward({}, saved).w!)).toEqual([0, 0]);
  });

  test('an empty batch gives an empty output and zero weight gradients', () => {
    const x = tensor('float32', [0, 2, 3], []);
    const w = tensor('float32', [3, 2, 2], random(1).reals(12));
    const b = tensor('float32', [3], [1, 2, 3]);
    const { outputs, saved } = conv.forward({ x, w, b });
    expect(outputs.y.shape).toEqual([0, 3, 2]);
    const grads = conv.backward({}, saved);
    expect([numbers(grads.w!), numbers(grads.b!), grads.x!.shape]).toEqual([
      Array(12).fill(0),
      [0, 0, 0],
      [0, 2, 3],
    ]);
  });

  test('changes neither inputs nor output gradients, and a second backward gives the same', () => {
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
});
