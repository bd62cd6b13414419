import { beforeEach, describe, expect, test } from '@jest/globals';
import { arenaHighWater, resetHighWater, useKernels } from '../src/index.ts';
import { multiply, withWorkspace, type Product } from '../src/workspace.ts';
import { testedBuilds } from './builds.ts';

describe.each(testedBuilds)('products in a workspace, build %s', (build) => {
  beforeEach(() => useKernels(build));

  /** The product of the matrix 1 2 / 3 4 / 5 6 and 7 8 / 9 10, told otherwise. */
  function product(change: Partial<Product> & { readonly gathered?: Int32Array }): number[] {
    return withWorkspace('float32', (workspace) => {
      const { arena } = workspace;
      const a = { at: arena.put('float32', Float32Array.of(1, 2, 3, 4, 5, 6)), row: 2, column: 1 };
      const at = arena.put('float32', Float32Array.of(7, 8, 9, 10));
      const b = change.gathered ? { at, rows: change.gathered } : { at, row: 2, column: 1 };
      const c = arena.put('float32', new Float32Array(9).fill(100));
      multiply(workspace, { M: 3, N: 2, K: 2, a, b, c, cRow: 3, ...change });
      return [...arena.take('float32', c, 9)];
    });
  }

  test('have rows of C as far apart as it is said', () => {
    expect(product({})).toEqual([25, 28, 100, 57, 64, 100, 89, 100, 100]);
  });

  test('are added with accumulate', () => {
    expect(product({ accumulate: true })).toEqual([125, 128, 100, 157, 164, 100, 189, 200, 100]);
  });

  test('find the rows of B by a table', () => {
    expect(product({ gathered: Int32Array.of(2, 0) })).toEqual([23, 26, 100, 55, 62, 100, 87, 98, 100]);
  });

  test('are 0 as empty sums, and add nothing with accumulate', () => {
    expect(product({ K: 0 })).toEqual([0, 0, 100, 0, 0, 100, 0, 0, 100]);
    expect(product({ K: 0, accumulate: true })).toEqual(Array(9).fill(100));
  });

  test('give back the memory they pack in', () => {
    const highWater = (times: number) => {
      resetHighWater();
      withWorkspace('float64', (workspace) => {
        const at = workspace.arena.zeros('float64', 100 * 100);
        const matrix = { at, row: 100, column: 1 };
        const c = workspace.arena.room('float64', 100 * 100);
        for (let i = 0; i < times; i++)
          multiply(workspace, { M: 100, N: 100, K: 100, a: matrix, b: matrix, c, cRow: 100 });
      });
      return arenaHighWater();
    };
    expect(highWater(5)).toBe(highWater(1));
  });
});
