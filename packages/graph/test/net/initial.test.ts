import { describe, expect, test } from '@jest/globals';
import { constant, fanIn, given, normal, uniform, type Initial } from '../../src/index.ts';
import { standardInitial } from '../../src/net/initial.ts';
import { seededRandom } from '../../src/random.ts';

const values = (initial: Initial, shape: readonly number[], seed = 4): number[] =>
  Array.from(initial(shape, seededRandom(seed)));
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, v) => sum + v, 0) / numbers.length;

describe('initial values', () => {
  test.each([
    ['uniform', uniform(0.25), 0.25, 0.25 / Math.sqrt(3)],
    ['fanIn, whose bound follows from all axes but the first', fanIn, 1 / Math.sqrt(60), 1 / Math.sqrt(180)],
    ['normal', normal(3), 15, 3],
    ['the standard for weights', standardInitial, 1 / Math.sqrt(60), 1 / Math.sqrt(180)],
  ])('%s', (_, initial, bound, deviation) => {
    const drawn = values(initial, [200, 5, 3, 4]);
    expect(drawn).toHaveLength(12_000);
    expect(Math.abs(mean(drawn))).toBeLessThan(0.04 * deviation);
    expect(Math.sqrt(mean(drawn.map((v) => v ** 2))) / deviation).toBeCloseTo(1, 1);
    expect(Math.max(...drawn.map(Math.abs))).toBeLessThanOrEqual(bound);
    expect(Math.max(...drawn)).toBeGreaterThan(0.99 * deviation);
    expect(values(initial, [200, 5, 3, 4])).toEqual(drawn);
    expect(values(initial, [200, 5, 3, 4], 5)).not.toEqual(drawn);
  });

  test.each([
    ['constant', constant(-2.5), [2, 3], [-2.5, -2.5, -2.5, -2.5, -2.5, -2.5]],
    ['the standard below two axes', standardInitial, [3], [0, 0, 0]],
    ['the standard for a scalar', standardInitial, [], [0]],
    ['given', given(Float32Array.of(1, -2, 3)), [3], [1, -2, 3]],
    ['nothing', fanIn, [3, 0], []],
  ])('%s', (_, initial, shape, expected) => {
    expect(values(initial, shape)).toEqual(expected);
  });

  test('given values are those that were given, whatever becomes of them later', () => {
    const list = [1, -2];
    const initial = given(list);
    list[0] = 9;
    expect(values(initial, [2])).toEqual([1, -2]);
  });

  test.each([
    [() => constant(Infinity), 'constant: value expected a finite number, got Infinity'],
    [() => uniform(0), 'uniform: bound expected a positive finite number, got 0'],
    [() => uniform(NaN), 'uniform: bound expected a positive finite number, got NaN'],
    [() => normal(-1), 'normal: deviation expected a positive finite number, got -1'],
    [() => values(fanIn, [3]), 'fanIn: the number of axes expected 2 or more, outputs first, got 1'],
  ])('%p', (work, message) => {
    expect(work).toThrow(new RangeError(message));
  });
});
