import { describe, expect, test } from '@jest/globals';
import { tensor, type FloatDtype, type FloatTensor } from '@gradspec/spec';
import { conv } from '../src/conv.ts';
import type { DelayLine } from '../src/delay-line/line.ts';
import {
  bound,
  byDefinition,
  drawCase,
  drawValues,
  type ConvCase,
  type ConvResults,
  type ConvValues,
} from './conv-case.ts';
import { recurrentKernels } from '../src/kernels.ts';
import { wholeTrace } from '../src/recurrence/keeping.ts';
import { random } from './random.ts';

const seeds = Array.from({ length: 60 }, (_, seed) => seed);
const dtypes: readonly FloatDtype[] = ['float32', 'float64'];
/** The numbers of a tensor; the sign of a zero does not matter. */
const numbers = ({ data }: FloatTensor) => Array.from(data, (value) => value + 0);

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
  test.each(seeds)('is the definition’s sums exactly on integers, seed %i', (seed) => {
    const source = random(seed);
    const drawn = drawCase(source);
    const values = drawValues(source, drawn, 'integers');
    const expected = byDefinition(drawn, values);
    for (const dtype of dtypes)
      expect({ drawn, dtype, ...run(dtype, drawn, values) }).toEqual({ drawn, dtype, ...expected });
  });

  test.each(seeds)('is the definition’s sums in float64, rounded once, on reals, seed %i', (seed) => {
    const source = random(1000 + seed);
    const drawn = drawCase(source);
    const values = drawValues(source, drawn, 'reals');
    const expected = byDefinition(drawn, values);
    for (const dtype of dtypes) {
      const most = bound(drawn, values, dtype);
      for (const [name, result] of Object.entries(run(dtype, drawn, values)) as [
        keyof ConvResults,
        Float64Array,
      ][]) {
        const outside = [...result].filter(
          (value, at) => !(Math.abs(value - expected[name][at]!) <= most[name][at]!),
        );
        expect({ drawn, name, dtype, outside }).toEqual({ drawn, name, dtype, outside: [] });
      }
    }
  });

  test.each(seeds)('its gradients are its adjoints, seed %i', (seed) => {
    const source = random(2000 + seed);
    const drawn = drawCase(source);
    const values = { ...drawValues(source, drawn, 'integers'), b: new Float64Array(drawn.w[0]!) };
    const { dx, dw } = run('float64', drawn, values);
    const [v, u] = [source.integers(dx.length), source.integers(dw.length)];
    const inner = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);
    expect(inner(dx, v)).toBe(inner(values.dy, run('float64', drawn, { ...values, x: v }).y));
    expect(inner(dw, u)).toBe(inner(values.dy, run('float64', drawn, { ...values, w: u }).y));
  });

  test.each(seeds)('padding is absent beside NaN and infinities, seed %i', (seed) => {
    const source = random(3000 + seed);
    const drawn = drawCase(source);
    const values = drawValues(source, drawn, 'integers');
    const wild = [NaN, Infinity, -Infinity];
    for (const part of [values.x, values.w, values.dy])
      if (source.unit() < 0.7) part[source.integer(0, part.length - 1)] = wild[source.integer(0, 2)]!;
    expect({ drawn, ...run('float32', drawn, values) }).toEqual({ drawn, ...byDefinition(drawn, values) });
  });

  test('of one axis is rnn with the identity, whose wh shifts and whose wx puts in, read by a linear layer', () => {
    const [T, K] = [7, 3];
    const source = random(12);
    const [signal, taps, dy] = [source.integers(T), source.integers(K), source.integers(T - K + 1)];
    const { rnn } = recurrentKernels(wholeTrace);
    const wh = tensor('float64', [K, K], [0, 1, 0, 0, 0, 1, 0, 0, 0]); // S
    const wx = tensor('float64', [K, 1], [0, 0, 1]); // e
    const states = rnn.forward(
      { x: tensor('float64', [T, 1, 1], signal), wx, wh },
      { activation: 'identity' },
    );
    const dh = new Float64Array(T * K);
    const y = Array.from(dy, (value, o) => {
      const state = states.outputs.h.data.subarray((o + K - 1) * K, (o + K) * K);
      taps.forEach((w, k) => (dh[(o + K - 1) * K + k] = value * w));
      return taps.reduce((sum, w, k) => sum + w * state[k]!, 0);
    });
    const { x: dx } = rnn.backward({ h: tensor('float64', [T, 1, K], dh) }, states.saved, ['x']);
    const whole = conv.forward({
      x: tensor('float64', [1, 1, T], signal),
      w: tensor('float64', [1, 1, K], taps),
    });
    expect(numbers(whole.outputs.y)).toEqual(y);
    const grads = conv.backward({ y: tensor('float64', [1, 1, T - K + 1], dy) }, whole.saved, ['x']);
    expect(numbers(grads.x!)).toEqual(numbers(dx!));
  });

  test('an infinite weight over the padding leaves the output finite', () => {
    const x = tensor('float32', [1, 1, 3], [1, 2, 3]);
    const w = tensor('float32', [1, 1, 2], [Infinity, 5]);
    const { outputs } = conv.forward({ x, w }, { padding: [[1, 0]] });
    expect(numbers(outputs.y)).toEqual([5, Infinity, Infinity]);
  });

  test('computes only what is wanted, and no gradient of a bias that was not given', () => {
    const x = tensor('float64', [1, 1, 3], [1, 2, 3]);
    const w = tensor('float64', [1, 1, 2], [4, 5]);
    const { saved } = conv.forward({ x, w });
    const dy = tensor('float64', [1, 1, 2], [1, -1]);
    expect(Object.keys(conv.backward({ y: dy }, saved))).toEqual(['x', 'w']);
    expect(Object.keys(conv.backward({ y: dy }, saved, ['w']))).toEqual(['w']);
    expect(numbers(conv.backward({}, saved).w!)).toEqual([0, 0]);
    const withBias = conv.forward({ x, w, b: tensor('float64', [1], [6]) });
    expect(numbers(withBias.outputs.y)).toEqual([20, 29]);
    expect(Object.keys(conv.backward({ y: dy }, withBias.saved, ['b']))).toEqual(['b']);
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

  test('input that is nothing but padding gives the bias, and no gradients of weights that are infinite', () => {
    const x = tensor('float64', [2, 3, 0], []);
    const w = tensor('float64', [4, 3, 2], Array<number>(24).fill(Infinity));
    const b = tensor('float64', [4], [1, -2, 3, 4]);
    const { outputs, saved } = conv.forward({ x, w, b }, { padding: [[1, 3]], stride: [2] });
    expect(outputs.y.shape).toEqual([2, 4, 2]);
    expect(numbers(outputs.y)).toEqual([1, 1, -2, -2, 3, 3, 4, 4, 1, 1, -2, -2, 3, 3, 4, 4]);
    const grads = conv.backward({ y: tensor('float64', [2, 4, 2], random(8).integers(16)) }, saved);
    expect({ dx: grads.x, dw: numbers(grads.w!) }).toEqual({ dx: x, dw: Array<number>(24).fill(0) });
  });

  test('no filters and no channels are sums of nothing', () => {
    const none = conv.forward({
      x: tensor('float32', [2, 3, 4], random(9).reals(24)),
      w: tensor('float32', [0, 3, 2], []),
    });
    expect(none.outputs.y.shape).toEqual([2, 0, 3]);
    expect(numbers(conv.backward({}, none.saved).x!)).toEqual(Array(24).fill(0));
    const x = tensor('float32', [1, 0, 3], []);
    const w = tensor('float32', [2, 0, 2], []);
    const b = tensor('float32', [2], [5, -6]);
    expect(numbers(conv.forward({ x, w, b }).outputs.y)).toEqual([5, 5, -6, -6]);
  });

  test('keeps the last state of the line and nothing that grows with the rows that went over it', () => {
    const w = tensor('float32', [1, 2, 2, 3], random(10).reals(12));
    const kept = [5, 50].map((rows) => {
      const { saved } = conv.forward({
        x: tensor('float32', [1, 2, rows, 7], random(11).reals(14 * rows)),
        w,
      });
      return (saved as { saved: DelayLine }).saved.values.length;
    });
    expect(kept).toEqual([2 * (7 + 3), 2 * (7 + 3)]); // one row and three pixels of two channels
  });

  test('changes neither inputs nor output gradients, and a second backward gives the same', () => {
    const source = random(4);
    const drawn = drawCase(source);
    const values = drawValues(source, drawn, 'reals');
    const copy = structuredClone(values);
    const inputs = { x: tensor('float64', drawn.x, values.x), w: tensor('float64', drawn.w, values.w) };
    const dy = tensor('float64', drawn.y, values.dy);
    const { outputs, saved } = conv.forward(inputs, drawn.attributes);
    const first = conv.backward({ y: dy }, saved);
    outputs.y.data.fill(NaN); // what forward returned is the caller's
    expect(conv.backward({ y: dy }, saved)).toEqual(first);
    expect([inputs.x.data, inputs.w.data, dy.data]).toEqual([copy.x, copy.w, copy.dy]);
  });
});
