import { describe, expect, test } from '@jest/globals';
import { defineKernel, tensor, zeros, type BackwardCall, type Call } from '../src/index.ts';
import { partsOf } from './calls.ts';

const seen: { forward: Call<'linear'>[]; backward: [Call<'linear'>, BackwardCall<'linear'>, string][] } = {
  forward: [],
  backward: [],
};
const [x, w, b] = [zeros('float64', [2, 3]), zeros('float64', [5, 3]), zeros('float64', [5])];
const y = zeros('float64', [2, 5]);

/** A linear without arithmetic that keeps what it is called with. */
const kernel = defineKernel<'linear', string>('linear', {
  forward(call) {
    seen.forward.push(call);
    return { outputs: { y }, saved: 'kept' };
  },
  backward(call, backwardCall, saved) {
    seen.backward.push([call, backwardCall, saved]);
    return { x, w, b };
  },
});

describe('defineKernel', () => {
  test('forward sees a checked call, backward the same one and what was saved', () => {
    const { outputs, saved } = kernel.forward({ x, w, b });
    expect(outputs).toEqual({ y });
    expect(seen.forward.at(-1)).toEqual({
      operator: 'linear',
      inputs: { x, w, b },
      attributes: {},
      outputShapes: { y: [2, 5] },
      dtype: 'float64',
    });
    kernel.backward({ y }, saved);
    const [call, { outputGrads, wanted }, kept] = seen.backward.at(-1)!;
    expect(call).toBe(seen.forward.at(-1));
    expect([kept, outputGrads, [...wanted]]).toEqual(['kept', { y }, ['x', 'w', 'b']]);
  });

  test('an output gradient that is left out arrives as zeros', () => {
    kernel.backward({}, kernel.forward({ x, w }).saved);
    expect(seen.backward.at(-1)![1].outputGrads).toEqual({ y: zeros('float64', [2, 5]) });
  });

  test('only wanted gradients come back, also when the body makes more', () => {
    const { saved } = kernel.forward({ x, w, b });
    expect(kernel.backward({ y }, saved)).toEqual({ x, w, b });
    expect(kernel.backward({ y }, saved, ['w'])).toEqual({ w });
    expect(kernel.backward({ y }, saved, [])).toEqual({});
    expect(kernel.backward({ y }, kernel.forward({ x, w }).saved)).toEqual({ x, w });
  });

  test('two forward calls do not meet', () => {
    const first = kernel.forward({ x, w, b }).saved;
    kernel.forward({ x: zeros('float64', [4, 3]), w });
    kernel.backward({ y }, first);
    expect(seen.backward.at(-1)![0].outputShapes).toEqual({ y: [2, 5] });
  });

  test('wrong calls never reach the body', () => {
    const { saved } = kernel.forward({ x, w });
    const calls = [seen.forward.length, seen.backward.length];
    const wrong = [
      [() => kernel.forward({ x: w, w: zeros('float64', [5, 4]) }), 'bad-shape'],
      // @ts-expect-error linear has no attributes
      [() => kernel.forward({ x, w }, { bias: true }), 'unknown-attribute'],
      [() => kernel.backward({ y: x }, saved), 'bad-shape'],
      [() => kernel.backward({ y: tensor('float32', [2, 5], y.data) }, saved), 'mixed-dtypes'],
      [() => kernel.backward({ y }, saved, ['b']), 'bad-wanted'],
    ] as const;
    for (const [work, code] of wrong) expect(partsOf(work)).toMatchObject({ operator: 'linear', code });
    expect([seen.forward.length, seen.backward.length]).toEqual(calls);
  });
});
