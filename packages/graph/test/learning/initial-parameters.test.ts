import { describe, expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { initialParameters, netBuilder, normal, type Initial } from '../../src/index.ts';
import { numbers } from '../nodes.ts';

/** A model of these parameters; nobody but the last is read, which does not matter here. */
const model = (...parameters: (readonly [name: string, shape: readonly number[], initial?: Initial])[]) => {
  const net = netBuilder();
  for (const parameter of parameters) net.parameter(...parameter);
  const all = parameters.map(([name]) => name);
  const total = all.reduce((sum, name) => net.node(`${sum}+${name}`, 'add', { a: sum, b: name }));
  return net.model(total);
};
const w = ['layer.w', [2, 3]] as const;
const v = ['layer.v', [3], normal(0.5)] as const;
const b = ['layer.b', [2]] as const;
const first = (seed: number, ...parameters: Parameters<typeof model>) =>
  numbers(new Map(Object.entries(initialParameters(model(...parameters), { seed, dtype: 'float64' }))));

describe('initialParameters', () => {
  test('the numbers of seed 1, by a program of its own in another language', () => {
    expect(first(1, w, v, b)).toEqual({
      'layer.w': [
        0.06887404582825332, 0.0824731275510743, -0.15385590966799487, -0.5592054364842183,
        0.5302448230899619, 0.5762692153131975,
      ],
      'layer.v': [0.17052106684786977, -0.7422571559096072, 0.0704283735930667],
      'layer.b': [0, 0],
    });
  });

  test('a parameter does not depend on those beside it, nor on their order', () => {
    const alone = first(1, w)['layer.w'];
    expect(first(1, v, w)['layer.w']).toEqual(alone);
    expect(first(1, b, w, v)['layer.w']).toEqual(alone);
  });

  test('another name or another seed has other numbers', () => {
    const starts = [first(1, w), first(2, w), first(2 ** 32 + 1, w), first(1, ['layer.u', [2, 3]])];
    expect(new Set(starts.map((start) => Object.values(start)[0]![0])).size).toBe(4);
  });

  test('float32 has the same numbers, rounded once', () => {
    const model32 = initialParameters(model(w), { seed: 1, dtype: 'float32' });
    expect(model32['layer.w']).toEqual(tensor('float32', [2, 3], first(1, w)['layer.w']!));
  });

  test.each([
    [
      'too few values',
      () => [1, 2],
      'parameter layer.w: initial values expected 6 numbers for [2, 3], got 2',
    ],
    [
      'a value that is not finite',
      () => [1, 2, 3, NaN, 5, 6],
      'parameter layer.w: initial values expected finite numbers, got NaN at 3',
    ],
  ])('%s', (_, initial, message) => {
    expect(() => first(1, ['layer.w', [2, 3], initial])).toThrow(new RangeError(message));
  });

  test('a seed that is none', () => {
    expect(() => first(0.5, w)).toThrow(
      new RangeError('seed expected an integer from 0 to 2⁵³ − 1, got 0.5'),
    );
  });
});
