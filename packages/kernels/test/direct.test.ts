import { beforeEach, describe, expect, test } from '@jest/globals';
import { useKernels } from '../src/engine.ts';
import { testedBuilds } from './builds.ts';
import { inBoth, indices } from './in-both.ts';
import { random } from './random.ts';

describe.each(testedBuilds)('direct sums, build %s', (build) => {
  beforeEach(() => useKernels(build));

  /** Rows, runs and lengths of outputs: every tile, its remainders, and outputs in one run as well as in several. */
  const shapes = [
    [1, 1, 8],
    [1, 1, 71],
    [1, 3, 13],
    [1, 6, 9],
    [2, 1, 37],
    [2, 5, 10],
    [3, 2, 11],
    [3, 3, 29],
    [7, 2, 12],
    [4, 3, 8],
    [5, 4, 12],
    [6, 1, 19],
    [7, 5, 16],
    [9, 2, 29],
  ] as const;

  test.each(shapes)('direct sums of %i rows, %i runs of %i outputs', (M, R, L) => {
    const { integers } = random(M * 100 + R * 10 + L);
    const taps = Int32Array.of(5, 0, 7, 6, 31);
    const K = taps.length;
    const starts = Int32Array.from(indices(R), (r) => (R - 1 - r) * (L + 2));
    const source = integers(R * (L + 2) + 40);
    const [w, bias] = [integers(M * K), integers(M)];
    const yRow = R * L + 3;
    const at = (i: number, k: number) => source[starts[Math.floor(i / L)]! + taps[k]! + (i % L)]!;
    for (const start of [bias, undefined])
      expect(
        inBoth(({ arena, float32, float64 }, precision) => {
          const kernels = precision === 'float32' ? float32 : float64;
          const tables = [taps, starts].map((table) => arena.putIntegers(table)) as [number, number];
          const weights = arena.put(precision, w);
          const size = precision === 'float32' ? 4 : 8;
          const packed = arena.room(precision, (M + 3) * K);
          for (let m = 0; m < M; m += 4)
            kernels.packLeft(Math.min(4, M - m), K, weights + m * K * size, K, 1, 0, packed + m * K * size);
          const y = arena.put(precision, new Float64Array(M * yRow).fill(77));
          const biases = start ? arena.put(precision, start) : 0;
          kernels.correlate(
            ...([M, K, packed, tables[0], arena.put(precision, source)] as const),
            ...([R, tables[1], L, biases, y, yRow] as const),
          );
          return [...arena.take(precision, y, M * yRow)];
        }),
      ).toEqual(
        indices(M * yRow).map((place) => {
          const [m, i] = [Math.floor(place / yRow), place % yRow];
          // Between two rows nothing is written.
          if (i >= R * L) return 77;
          return indices(K).reduce((sum, k) => sum + w[m * K + k]! * at(i, k), start?.[m] ?? 0);
        }),
      );
  });

  test.each([
    [4, 8],
    [6, 13],
    [9, 21],
  ])('sums over three rows at once, %i rows of %i outputs', (R, L) => {
    const { integers } = random(R * L);
    const taps = Int32Array.of(2, 0, 1, 60);
    const K = taps.length;
    const pitch = L + 3;
    const source = integers((R + 2) * pitch + 70);
    const w = integers(3 * K);
    for (const bias of [-4, undefined])
      expect(
        inBoth(({ arena, float32, float64 }, precision) => {
          const kernels = precision === 'float32' ? float32 : float64;
          const biases = bias === undefined ? 0 : arena.put(precision, Float64Array.of(bias));
          const y = arena.put(precision, new Float64Array(R * L + 5).fill(77));
          const table = arena.putIntegers(taps);
          const from = arena.put(precision, source);
          kernels.correlateThreeRows(K, arena.put(precision, w), table, pitch, from, R, L, biases, y);
          return [...arena.take(precision, y, R * L + 5)];
        }),
      ).toEqual([
        ...indices(R * L).map((at) =>
          indices(3 * K).reduce((sum, i) => {
            const row = Math.floor(at / L) + (i % 3);
            return sum + w[i]! * source[taps[Math.floor(i / 3)]! + row * pitch + (at % L)]!;
          }, bias ?? 0),
        ),
        ...new Array<number>(5).fill(77),
      ]);
  });
});
