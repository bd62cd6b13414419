import { describe, expect, test } from '@jest/globals';
import { adam } from '../../src/index.ts';
import { stepsOf, tensorsOf } from './steps.ts';

const close = (steps: readonly Readonly<Record<string, readonly number[]>>[]) =>
  steps.map((step) =>
    Object.fromEntries(
      Object.entries(step).map(([name, values]) => [name, values.map((v): unknown => expect.closeTo(v, 14))]),
    ),
  );

describe('adam', () => {
  test('three steps by the paper’s formulas, with constants of which each shows', () => {
    // β₁ = ½, β₂ = ¾, ε = ½, rate 0.1, in 40 digits. For w[0]:
    //   t  g    m     v       m̂      v̂        p
    //   1  2    1     1       2      4        −3 − 0.1·2/2.5
    //   2  −4   −1.5  4.75    −2     76/7     … + 0.1·2/(√(76/7) + ½)
    //   3  1    −¼    3.8125  −2/7   244/37   … + 0.1·(2/7)/(√(244/37) + ½)
    const optimizer = adam({ learningRate: 0.1, beta1: 0.5, beta2: 0.75, epsilon: 0.5 });
    const start = tensorsOf('float64', { w: [-3, -3], b: [3] });
    const gradients = [
      tensorsOf('float64', { w: [2, -1], b: [2] }),
      tensorsOf('float64', { w: [-4, 0.5], b: [-4] }),
      tensorsOf('float64', { w: [1, 8], b: [1] }),
    ];
    expect(stepsOf(optimizer, start, gradients)).toEqual(
      close([
        { w: [-3.08, -2.933333333333333], b: [2.92] },
        { w: [-3.0272993260893157, -2.933333333333333], b: [2.9727006739106843] },
        { w: [-3.017986587533191, -3.012266709862617], b: [2.982013412466809] },
      ]),
    );
  });

  test('three steps with the paper’s constants', () => {
    const gradients = [0.3, -0.2, 0.7].map((g) => tensorsOf('float64', { w: [g] }));
    expect(stepsOf(adam(), tensorsOf('float64', { w: [1] }), gradients)).toEqual(
      close([{ w: [0.9990000000333333] }, { w: [0.998855479509286] }, { w: [0.9982363523279808] }]),
    );
  });

  test('after many steps of one gradient, a step is still the learning rate', () => {
    const [g, start] = [tensorsOf('float64', { w: [-5] }), tensorsOf('float64', { w: [2] })];
    const steps = stepsOf(adam({ learningRate: 0.01 }), start, new Array<typeof g>(5000).fill(g));
    expect(steps.at(-1)!.w![0]).toBeCloseTo(2 + 5000 * 0.01, 6);
  });

  test('no gradient, no step', () => {
    const g = tensorsOf('float64', { w: [0, -0] });
    expect(stepsOf(adam(), tensorsOf('float64', { w: [1, -2] }), [g, g])[1]).toEqual({ w: [1, -2] });
  });

  test('says what it was made with', () => {
    expect(adam()).toMatchObject({
      name: 'adam',
      learningRate: 0.001,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
    });
    expect(adam({ beta1: 0.5, epsilon: 1e-3 })).toMatchObject({ beta1: 0.5, epsilon: 1e-3, beta2: 0.999 });
  });

  test.each([
    [{ learningRate: 0 }, 'adam: learningRate expected a positive finite number, got 0'],
    [{ learningRate: NaN }, 'adam: learningRate expected a positive finite number, got NaN'],
    [{ beta1: 1 }, 'adam: beta1 expected a number in [0, 1), got 1'],
    [{ beta2: -0.1 }, 'adam: beta2 expected a number in [0, 1), got -0.1'],
    [{ epsilon: 0 }, 'adam: epsilon expected a positive finite number, got 0'],
  ])('%p is an error', (options, message) => {
    expect(() => adam(options)).toThrow(new RangeError(message));
  });
});
