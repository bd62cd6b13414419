import { describe, expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { recurrentKernels } from '../src/kernels.ts';
import { wholeTrace } from '../src/recurrence/keeping.ts';
import { drawCase, drawValues, type RnnResults, type RnnValues } from './definition.ts';
import { random } from './random.ts';
import { expectedOf, run } from './run.ts';

const { rnn } = recurrentKernels(wholeTrace);

const seeds = Array.from({ length: 60 }, (_, seed) => seed);

describe('rnn', () => {
  test('works out by hand: one node, three steps', () => {
    // h = 1·2 + 0.5·4 + 1 = 5;  1·(−3) + 0.5·5 + 1 = 0.5;  1·1 + 0.5·0.5 + 1 = 2.25
    // carried: 3 (t = 2), then −1·1 … dz₂ = 2 + 1 = 3, dz₁ = −1 + 0.5·3 = 0.5, dz₀ = 4 + 0.5·0.5 = 4.25
    const one = (shape: number[], ...values: number[]) => tensor('float64', shape, values);
    const inputs = {
      x: one([3, 1, 1], 2, -3, 1),
      wx: one([1, 1], 1),
      wh: one([1, 1], 0.5),
      b: one([1], 1),
      h0: one([1, 1], 4),
    };
    const { outputs, saved } = rnn.forward(inputs, { activation: 'identity' });
    expect([...outputs.h.data, ...outputs.hT.data]).toEqual([5, 0.5, 2.25, 2.25]);
    const grads = rnn.backward({ h: one([3, 1, 1], 4, -1, 2), hT: one([1, 1], 1) }, saved);
    expect([...grads.x!.data]).toEqual([4.25, 0.5, 3]);
    expect([...grads.wx!.data]).toEqual([4.25 * 2 - 0.5 * 3 + 3 * 1]);
    expect([...grads.wh!.data]).toEqual([4.25 * 4 + 0.5 * 5 + 3 * 0.5]);
    expect([...grads.b!.data]).toEqual([7.75]);
    expect([...grads.h0!.data]).toEqual([2.125]);
  });

  test.each(seeds)('is the definition’s double sum, exactly on integers, seed %i', (seed) => {
    const source = random(seed);
    const drawn = drawCase(source, ['relu', 'identity']);
    const values = drawValues(source, drawn, 'integers');
    expect(run('float64', drawn, values)).toEqual(expectedOf(drawn, values));
  });

  test.each(seeds)('is the definition’s double sum on reals, seed %i', (seed) => {
    const source = random(1000 + seed);
    const drawn = drawCase(source);
    const values = drawValues(source, drawn, 'reals');
    const expected = expectedOf(drawn, values);
    for (const dtype of ['float32', 'float64'] as const) {
      const results = run(dtype, drawn, values);
      expect(Object.keys(results).sort()).toEqual(Object.keys(expected).sort());
      for (const [name, result] of Object.entries(results)) {
        const exact = expected[name as keyof RnnResults]!;
        // Each of some ten steps rounds sums of up to thirteen terms.
        const worst = Math.max(...exact.map(Math.abs), 1);
        const tolerance = 200 * (dtype === 'float32' ? 2 ** -24 : 2 ** -53) * worst;
        const outside = [...result].filter((value, at) => !(Math.abs(value - exact[at]!) <= tolerance));
        expect({ name, dtype, outside }).toEqual({ name, dtype, outside: [] });
      }
    }
  });

  test.each(seeds)('its gradients are its central differences, seed %i', (seed) => {
    const source = random(2000 + seed);
    const drawn = drawCase(source);
    const values = drawValues(source, drawn, 'reals');
    const grads = run('float64', drawn, values);
    const loss = (changed: RnnValues) => {
      const { h, hT } = run('float64', drawn, changed);
      const inner = (a: Float64Array, b: Float64Array) =>
        a.reduce((sum, value, at) => sum + value * b[at]!, 0);
      return inner(h!, values.dh) + inner(hT!, values.dhT);
    };
    const names = (['x', 'wx', 'wh', 'b', 'h0'] as const).filter((name) => grads[`d${name}`]);
    for (const name of names) {
      const at = source.integer(0, values[name].length - 1);
      const moved = (step: number) => ({
        ...values,
        [name]: values[name].with(at, values[name][at]! + step),
      });
      const difference = (loss(moved(1e-6)) - loss(moved(-1e-6))) / 2e-6;
      const scale = Math.max(1, Math.abs(difference));
      expect(Math.abs(grads[`d${name}`]![at]! - difference) / scale).toBeLessThan(1e-6);
    }
  });

  test('the derivative of relu at 0 is 0, and NaN passes through', () => {
    const x = tensor('float64', [3, 1, 1], [0, -1, NaN]);
    const [wx, wh] = [tensor('float64', [1, 1], [1]), tensor('float64', [1, 1], [0])];
    const { outputs, saved } = rnn.forward({ x, wx, wh }, { activation: 'relu' });
    expect([...outputs.h.data]).toEqual([0, 0, NaN]);
    const grads = rnn.backward({ h: tensor('float64', [3, 1, 1], [5, 6, 0]) }, saved);
    expect([...grads.x!.data]).toEqual([0, 0, 0]);
  });

  test('changes neither inputs nor output gradients, and a second backward gives the same', () => {
    const source = random(7);
    const drawn = { ...drawCase(source), given: { b: true, h0: true, lengths: true } };
    const values = drawValues(source, drawn, 'reals');
    const { T, N, I, H } = drawn;
    const inputs = {
      x: { dtype: 'float64', shape: [T, N, I], data: values.x },
      wx: { dtype: 'float64', shape: [H, I], data: values.wx },
      wh: { dtype: 'float64', shape: [H, H], data: values.wh },
      h0: { dtype: 'float64', shape: [N, H], data: values.h0 },
      lengths: { dtype: 'int32', shape: [N], data: values.lengths },
    } as const;
    const copy = structuredClone(values);
    const { outputs, saved } = rnn.forward(inputs);
    const outputGrads = { hT: { dtype: 'float64', shape: [N, H], data: values.dhT } } as const;
    const first = rnn.backward(outputGrads, saved);
    outputs.h.data.fill(NaN); // what forward returned is the caller's
    expect(rnn.backward(outputGrads, saved)).toEqual(first);
    expect(values).toEqual(copy);
    expect(Object.keys(rnn.backward(outputGrads, saved, ['wh']))).toEqual(['wh']);
  });
});
