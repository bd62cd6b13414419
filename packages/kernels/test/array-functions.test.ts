import { beforeEach, describe, expect, test } from '@jest/globals';
import { useKernels } from '../src/engine.ts';
import { exp, sigmoid, tanh } from '../src/functions.ts';
import type { FloatArray } from '../src/memory.ts';
import { testedBuilds } from './builds.ts';

const functions = [
  { name: 'exp', apply: exp, exact: Math.exp },
  { name: 'tanh', apply: tanh, exact: Math.tanh },
  { name: 'sigmoid', apply: sigmoid, exact: (x: number) => 1 / (1 + Math.exp(-x)) },
] as const;

const precisions: readonly { of: (values: number[]) => FloatArray; precision: number }[] = [
  { of: (values) => Float32Array.from(values), precision: 6e-7 },
  { of: (values) => Float64Array.from(values), precision: 1e-15 },
];

describe.each(testedBuilds)('functions of whole arrays, build %s', (build) => {
  beforeEach(() => useKernels(build));

  test.each(functions)('$name of an array of any length, in both precisions', ({ apply, exact }) => {
    for (const { of, precision } of precisions)
      for (const length of [0, 1, 7, 40_003]) {
        const x = of(Array.from({ length }, (_, i) => ((i * 37) % 1999) / 100 - 9));
        const y = of(new Array<number>(length + 3).fill(7));
        apply(x, y);
        expect([...y.subarray(length)]).toEqual([7, 7, 7]);
        const errors = Array.from(x, (value, i) => Math.abs(y[i]! / exact(value) - 1) || 0);
        expect(errors.reduce((most, error) => Math.max(most, error), 0)).toBeLessThan(precision);
        apply(x, x);
        expect(x).toEqual(y.subarray(0, length));
      }
  });
});
