import { describe, expect, test } from '@jest/globals';
import { operatorNames, tensor } from '@gradspec/spec';
import type { GeneratedCase } from '../../src/generated/case.ts';
import { generatedCases } from '../../src/generated/generated-cases.ts';
import { referenceOf } from '../../src/generated/reference.ts';
import { judgedBy, preciseReference, type PreciseAnswer } from '../../src/oracle/precise-reference.ts';
import type { Expected } from '../../src/runner/compare.ts';
import { precisions } from '../../src/tolerance/index.ts';

type Answers = Readonly<Record<string, Expected>>;

/** Sentences: where naive-loops in float64 is further off than float64 allows, or judges what the other does not. */
function differences(one: GeneratedCase): readonly string[] {
  const [loops, precise] = [referenceOf(one), preciseReference(one)];
  // Of a bound for the case's own dtype, the part that float64 arithmetic may use up.
  const share = precisions.float64.u / precisions[one.dtype].u;
  const compare = (what: string, a: Answers, b: Answers): string[] => {
    if (Object.keys(a).sort().join() !== Object.keys(b).sort().join())
      return [`${what}: ${Object.keys(a).join()} and ${Object.keys(b).join()}`];
    return Object.entries(a).flatMap(([name, { values, bounds }]) =>
      values.flatMap((value, i) => {
        const [right, bound] = [b[name]!.values[i]!, b[name]!.bounds[i]!];
        const say = (why: string) => [
          `${what} ${name}[${i}]: ${why} (${value} by naive-loops, ${right} precisely)`,
        ];
        if (
          Number.isFinite(value) &&
          Number.isFinite(right) &&
          (bounds[i] === Infinity) !== (bound === Infinity)
        )
          return say('judged by one of them only');
        if (bound < Infinity && bounds[i] === Infinity) return say('open, and judged');
        if (bound === Infinity) return [];
        return Math.abs(value - right) <= 2 * share * bound ? [] : say('further apart than rounding allows');
      }),
    );
  };
  return [
    ...compare('output', loops.outputs, precise.outputs),
    ...compare('gradient of', loops.gradients, precise.gradients),
  ];
}

test.each(operatorNames)(
  'on 20 cases of %s naive-loops in float64 is as near to it as float64 allows; the same finite elements are judged',
  (operator) => {
    const all = generatedCases(operator, { seed: 77, count: 20 });
    expect(all.map(({ dtype }) => dtype)).toEqual(expect.arrayContaining(['float32', 'float64']));
    expect(all.flatMap(differences)).toEqual([]);
  },
);

describe('an error', () => {
  const add = (a: readonly number[], b: readonly number[]): PreciseAnswer => {
    const [x, y] = [a, b].map((data) => tensor('float64', [data.length], data));
    return preciseReference({
      operator: 'add',
      shapes: { a: [a.length], b: [b.length] },
      attributes: {},
      dtype: 'float64',
      fill: { kind: 'floats', reach: 1, seed: 0, nonFinite: false },
      inputs: { a: x!, b: y! },
      outputGrads: { y: tensor('float64', [a.length], a) },
    }).outputs.y!;
  };

  test('is measured from the unrounded answer: 0.1 + 0.2 is half an ULP off in float64', () => {
    const judge = judgedBy(add([0.1, -3], [0.2, 5]), 'float64');
    const { ulps, ratio } = judge([0.1 + 0.2, 2]);
    expect(ulps).toBe(0.5);
    // It may be off by u · (0.1 + 0.2), and is off by 2⁻⁵⁵.
    expect(ratio).toBeCloseTo(2 ** -55 / (2 ** -53 * 0.3), 12);
    expect(judge([0.3, 2]).ulps).toBe(0.5);
    expect(judge([0.3 - 2 ** -54, 2]).ulps).toBe(1.5);
    expect(judge([0.3 + 2 ** -50, 2]).ratio).toBeGreaterThan(1);
  });

  test('may be larger from the rounded answer, by what rounding it took away', () => {
    const { values, bounds, preciseBounds, precise } = add([0.1, -3], [0.2, 5]);
    expect(Math.abs(precise[0]!.lo)).toBe(2 ** -55);
    expect(bounds[0]! - preciseBounds[0]!).toBeCloseTo(2 ** -53 * values[0]!, 30);
    expect(bounds[1]).toBe(0);
  });

  test('of an exact value is beyond every bound', () => {
    const judge = judgedBy(add([1, -3], [4, 5]), 'float64');
    expect(judge([5, 2])).toEqual({ ulps: 0, ratio: 0 });
    expect(judge([5, 2 + 2 ** -51])).toEqual({ ulps: 1, ratio: Infinity });
  });

  test('of a 0 counts in ULPs of the largest value', () => {
    const judge = judgedBy(add([4, -3], [4, 3]), 'float64');
    expect(judge([8, 2 ** -49])).toEqual({ ulps: 1, ratio: Infinity });
  });

  test('is infinite where what came is not finite', () => {
    const { ulps, ratio } = judgedBy(add([1, 2], [1, 1]), 'float64')([2, NaN]);
    expect([ulps, ratio]).toEqual([Infinity, Infinity]);
  });

  test('of an element that is not finite does not count', () => {
    const judge = judgedBy(add([Infinity, NaN, 1], [1, 1, 1]), 'float64');
    expect(judge([7, -7, 2])).toEqual({ ulps: 0, ratio: 0 });
  });

  test('cannot be had of another number of elements', () => {
    expect(() => judgedBy(add([1, 2], [3, 4]), 'float32')([4])).toThrow('expected 2 elements, got 1');
  });
});
