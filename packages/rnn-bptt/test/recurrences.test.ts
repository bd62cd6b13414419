import { beforeEach, describe, expect, test } from '@jest/globals';
import { kernelBuilds, useKernels } from '@gradspec/kernels';
import { switchOnRelaxedSimd } from '@gradspec/kernels/relaxed-simd';
import { gradientsByDifferences, outputsByDefinition } from './gated-definition.ts';
import { random } from './random.ts';
import {
  alone,
  column,
  drawAttributes,
  drawValues,
  recurrences,
  run,
  shapesOf,
  type RecurrentCase,
  type Values,
} from './recurrent-case.ts';

switchOnRelaxedSimd();

const seeds = Array.from({ length: 12 }, (_, seed) => seed);

/** Where `got` is further than the tolerance from `expected`, by name. */
function outside(
  got: Readonly<Record<string, ArrayLike<number>>>,
  expected: Readonly<Record<string, ArrayLike<number>>>,
  tolerance: number,
): string[] {
  return Object.entries(expected).flatMap(([name, wishes]) =>
    Array.from(wishes).flatMap((wish, at) => {
      const value = got[name]?.[at];
      const near = value !== undefined && Math.abs(value - wish) <= tolerance * (1 + Math.abs(wish));
      return near ? [] : [`${name}[${at}] expected ${wish}, got ${value}`];
    }),
  );
}

describe.each(kernelBuilds())('recurrences on the build %s', (build) => {
  beforeEach(() => useKernels(build));

  describe.each(['lstm', 'gru'] as const)('%s', (operator) => {
    test.each(seeds)('is its definition, and its gradients are the differences of it, seed %i', (seed) => {
      const source = random(seed);
      const drawn: RecurrentCase = {
        operator,
        T: 4,
        N: 3,
        I: 2,
        H: 5,
        attributes: drawAttributes(operator, source),
      };
      const values = drawValues(source, drawn);
      const expected = { ...outputsByDefinition(drawn, values), ...gradientsByDifferences(drawn, values) };
      const results = run('float64', drawn, values);
      expect(Object.keys(results).sort()).toEqual(Object.keys(expected).sort());
      expect(outside(results, expected, 1e-8)).toEqual([]);
      expect(outside(run('float32', drawn, values), expected, 2e-5)).toEqual([]);
    });
  });

  describe.each(recurrences)('%s over more than one segment', (operator) => {
    const drawn = (reverse: boolean): RecurrentCase => ({
      operator,
      ...{ T: 67, N: 9, I: 3, H: 5 }, // segments of 29, 29 and 9 steps
      attributes: { reverse, ...(operator === 'gru' && { resetAfter: reverse }) },
    });

    test.each([false, true])('is in a batch what each sequence is alone, reverse %s', (reverse) => {
      const whole = drawn(reverse);
      const source = random(100);
      const values = drawValues(source, whole, { all: true });
      const together = run('float64', whole, values);
      const { inputs, outputs } = shapesOf(whole);
      const shapes: Record<string, number[]> = { ...outputs };
      for (const name of ['x', 'h0', 'c0']) if (name in inputs) shapes[`d${name}`] = inputs[name]!;
      const weights: Record<string, Float64Array> = {};
      for (let n = 0; n < whole.N; n++) {
        const one = alone(whole, values, n);
        const results = run('float64', one.drawn, one.values);
        for (const [name, shape] of Object.entries(shapes))
          expect({ name, n, data: results[name] }).toEqual({
            name,
            n,
            data: column(together[name]!, shape, whole.N, n),
          });
        for (const name of ['dwx', 'dwh', 'db', 'dbh'])
          if (results[name])
            weights[name] = (weights[name] ?? new Float64Array(results[name].length)).map(
              (v, i) => v + results[name]![i]!,
            );
      }
      expect(outside(together, weights, 1e-11)).toEqual([]);
    });

    test('reads nothing past the end of a sequence, and sends nothing there', () => {
      const whole = drawn(false);
      const values = drawValues(random(101), whole, { all: true });
      const spoil = (data: Float64Array, width: number) =>
        data.map((value, at) => {
          const [t, n] = [Math.floor(at / width / whole.N), Math.floor(at / width) % whole.N];
          return t < values.lengths![n]! ? value : [NaN, -Infinity][at % 2]!;
        });
      const spoiled = { ...values, x: spoil(values.x!, whole.I), dh: spoil(values.dh!, whole.H) };
      if (values.dc) Object.assign(spoiled, { dc: spoil(values.dc, whole.H) });
      expect(run('float32', whole, spoiled)).toEqual(run('float32', whole, values));
    });

    test('an infinite weight reaches no step past the end', () => {
      const whole = drawn(true);
      const values: Values = {
        ...drawValues(random(102), whole, { all: true }),
        lengths: new Float64Array(whole.N),
      };
      values.wx![0] = Infinity;
      values.wh![1] = NaN;
      const { h, dx, dwx, dwh, dh0, hT } = run('float64', whole, values);
      for (const zero of [h, dx, dwx, dwh]) expect(zero!.every((value) => value === 0)).toBe(true);
      expect(dh0).toEqual(values.dhT);
      expect(hT).toEqual(values.h0);
    });
  });
});
