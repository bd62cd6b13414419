import { describe, expect, test } from '@jest/globals';
import { arenaHighWater, keepTables, resetHighWater, useKernels, withKernels } from '../src/engine.ts';
import { testedBuilds } from './builds.ts';

describe.each(testedBuilds)('the arena, build %s', (build) => {
  test('hands out room that does not overlap, aligned to 16 bytes, and copies in and out', () => {
    useKernels(build);
    withKernels(({ arena }) => {
      const a = arena.put('float32', Float32Array.of(1, 2, 3));
      const b = arena.put('float64', Float32Array.of(4, 5));
      const c = arena.zeros('float32', 7);
      expect([a, b, c].map((at) => at % 16)).toEqual([0, 0, 0]);
      expect(arena.take('float32', a, 3)).toEqual(Float32Array.of(1, 2, 3));
      expect(arena.take('float64', b, 2)).toEqual(Float64Array.of(4, 5));
      expect(arena.take('float32', c, 7)).toEqual(new Float32Array(7));
    });
  });

  test('keeps what it holds when it grows', () => {
    useKernels(build);
    withKernels(({ arena }) => {
      const a = arena.put('float32', Float32Array.of(7, -8, 9));
      arena.room('float64', 3_000_000);
      expect(arena.take('float32', a, 3)).toEqual(Float32Array.of(7, -8, 9));
    });
  });

  test('gives back what a call took, also when it throws, and reuses it', () => {
    useKernels(build);
    const first = withKernels(({ arena }) => arena.room('float32', 5));
    expect(() =>
      withKernels(({ arena }) => {
        arena.room('float32', 1000);
        throw new Error('in the middle');
      }),
    ).toThrow('in the middle');
    expect(withKernels(({ arena }) => arena.room('float32', 5))).toBe(first);
  });

  test('gives back what a table took that could not be made', () => {
    useKernels(build);
    const first = withKernels(({ arena }) => arena.room('float32', 5));
    expect(() =>
      keepTables('half a table', ({ arena }) => {
        arena.putIntegers(new Int32Array(1000));
        throw new Error('in the middle');
      }),
    ).toThrow('in the middle');
    expect(withKernels(({ arena }) => arena.room('float32', 5))).toBe(first);
  });

  test('counts the tables of the calls that follow, not those of others', () => {
    useKernels(build);
    keepTables('of others', ({ arena }) => arena.putIntegers(new Int32Array(100_000)));
    resetHighWater();
    keepTables('own', ({ arena }) => arena.putIntegers(new Int32Array(1000)));
    withKernels(({ arena }) => arena.room('float32', 1000));
    expect(arenaHighWater()).toBe(8000);
  });

  test('copies out of the memory as it is, also where it has grown since the last copy', () => {
    useKernels(build);
    const copied = [1, 2].map((value) =>
      withKernels(({ arena }) => {
        const at = arena.put('float32', Float32Array.of(value, -value));
        const target = new Float32Array(2);
        arena.copyTo(target, 'float32', at);
        arena.room('float64', 4_000_000 * value);
        return [...target];
      }),
    );
    expect(copied).toEqual([
      [1, -1],
      [2, -2],
    ]);
  });

  test('measures the most that was in use at once', () => {
    useKernels(build);
    resetHighWater();
    withKernels(({ arena }) => {
      arena.room('float32', 1000);
      withKernels((inner) => inner.arena.room('float64', 500));
      withKernels((inner) => inner.arena.room('float64', 300));
    });
    expect(arenaHighWater()).toBe(1000 * 4 + 500 * 8);
  });

  test('says so when a call wants more than 4 GiB', () => {
    useKernels(build);
    expect(() => withKernels(({ arena }) => arena.room('float64', 2 ** 29))).toThrow(
      /^kernels: one call needs 4294967296 bytes at once, more than the 4 GiB of WebAssembly’s memory$/,
    );
  });
});
