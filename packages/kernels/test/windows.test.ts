import { beforeEach, describe, expect, test } from '@jest/globals';
import { useKernels, withKernels, type Kernels } from '../src/engine.ts';
import type { Precision } from '../src/memory.ts';
import { rightFactor } from '../src/numeric-kernels.ts';
import { testedBuilds } from './builds.ts';
import { random } from './random.ts';

const precisions = ['float32', 'float64'] as const;
const indices = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Runs `compute` in both precisions, each on the same integers. */
function inBoth(compute: (kernels: Kernels, precision: Precision) => readonly number[]): readonly number[] {
  const [single, double] = precisions.map((precision) =>
    withKernels((kernels) => compute(kernels, precision)),
  );
  expect(single).toEqual(double);
  return double!;
}

/** How the columns of a gathered matrix lie: one after the other, every second, every third, in no order, or mixed. */
const layouts: Readonly<Record<string, (j: number) => number>> = {
  'one after the other': (j) => j,
  'every second': (j) => 2 * j,
  'every third': (j) => 3 * j,
  'in rows of five': (j) => j + 4 * Math.floor(j / 5),
  'in no order': (j) => (j * 17) % 41,
};

describe.each(testedBuilds)('windows, build %s', (build) => {
  beforeEach(() => useKernels(build));

  test.each(Object.keys(layouts))('a product with a gathered matrix whose columns lie %s', (name) => {
    const { integers } = random(name.length);
    for (const [M, N, K] of [
      [3, 5, 7],
      [6, 29, 4],
      [1, 9, 261],
      [9, 2, 9],
      [5, 261, 3],
    ] as const) {
      const rows = Int32Array.from({ length: K }, (_, k) => (k % 7) * 5 + Math.floor(k / 7));
      const columns = Int32Array.from({ length: N }, (_, j) => layouts[name]!(j));
      const source = integers(Math.max(...rows) + Math.max(...columns) + 1);
      const a = integers(M * K);
      const expected = indices(M * N).map((at) =>
        indices(K).reduce(
          (sum, k) => sum + a[Math.floor(at / N) * K + k]! * source[rows[k]! + columns[at % N]!]!,
          3,
        ),
      );
      for (const kind of [rightFactor.tables, rightFactor.tablesAlongRows])
        expect(
          inBoth(({ arena, workBytes, float32, float64 }, precision) => {
            const kernels = precision === 'float32' ? float32 : float64;
            const left = arena.put(precision, a);
            const packed = arena.room(precision, (M + 3) * K);
            kernels.packLeft(M, K, left, K, 1, 0, packed);
            const from = arena.put(precision, source);
            const tables = [rows, columns].map((table) => arena.putIntegers(table)) as [number, number];
            const c = arena.put(precision, new Float64Array(M * N).fill(3));
            const work = arena.room('float32', workBytes / 4);
            kernels.multiply(M, N, K, packed, kind, from, ...tables, c, N, true, work);
            return [...arena.take(precision, c, M * N)];
          }),
        ).toEqual(expected);
    }
  });

  test('a left factor is packed by a table', () => {
    const { integers } = random(5);
    const [M, K] = [6, 5];
    const a = integers(100);
    const table = Int32Array.of(3, 0, 11, 7, 8);
    const product = inBoth(({ arena, workBytes, float32, float64 }, precision) => {
      const kernels = precision === 'float32' ? float32 : float64;
      const packed = arena.room(precision, 8 * K);
      kernels.packLeft(M, K, arena.put(precision, a), 13, 1, arena.putIntegers(table), packed);
      const ones = arena.put(precision, new Float64Array(K).fill(1));
      const c = arena.room(precision, M);
      const work = arena.room('float32', workBytes / 4);
      kernels.multiply(M, 1, K, packed, rightFactor.strides, ones, 1, 1, c, 1, false, work);
      return [...arena.take(precision, c, M)];
    });
    expect(product).toEqual(
      indices(M).map((m) => [...table].reduce((sum, offset) => sum + a[m * 13 + offset]!, 0)),
    );
  });

  test.each([1, 2, 3, 5])(
    'sums over runs of outputs, the source’s elements %i apart, and their weights',
    (step) => {
      const { integers } = random(step);
      const taps = Int32Array.of(0, 4, 9, 2, 17, 5, 6, 30, 1, 12, 3);
      for (const [R, L] of [
        [3, 5],
        [2, 1],
        [1, 77],
        [2, 34],
      ] as const) {
        const starts = Int32Array.from({ length: R }, (_, r) => r * (L * step + 3));
        const source = integers(R * (L * step + 3) + 40);
        const [w, y, dw] = [integers(taps.length), integers(R * L), integers(taps.length)];
        const at = (r: number, j: number, k: number) => source[starts[r]! + taps[k]! + j * step]!;
        const run = (kernel: 'correlateRuns' | 'weighRuns', weights: Float64Array, outputs: Float64Array) =>
          inBoth(({ arena, float32, float64 }, precision) => {
            const kernels = precision === 'float32' ? float32 : float64;
            const [first, last] = [arena.put(precision, weights), arena.put(precision, outputs)];
            const tables = [taps, starts].map((table) => arena.putIntegers(table)) as [number, number];
            const from = arena.put(precision, source);
            kernels[kernel](taps.length, first, tables[0], from, R, tables[1], L, step, last);
            const [result, length] = kernel === 'correlateRuns' ? [last, R * L] : [first, taps.length];
            return [...arena.take(precision, result, length)];
          });
        expect(run('correlateRuns', w, y)).toEqual(
          indices(R * L).map((i) =>
            indices(taps.length).reduce((sum, k) => sum + w[k]! * at(Math.floor(i / L), i % L, k), y[i]!),
          ),
        );
        expect(run('weighRuns', dw, y)).toEqual(
          indices(taps.length).map((k) =>
            indices(R * L).reduce((sum, i) => sum + y[i]! * at(Math.floor(i / L), i % L, k), dw[k]!),
          ),
        );
      }
    },
  );

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

  test('a large step does not read behind the end of the memory', () => {
    const step = 40_000;
    const source = Float64Array.of(...new Array<number>(2 * step).fill(0), 5);
    source[step] = 3;
    const y = inBoth(({ arena, float32, float64 }, precision) => {
      const kernels = precision === 'float32' ? float32 : float64;
      const outputs = arena.zeros(precision, 3);
      const tables = [Int32Array.of(0), Int32Array.of(0)].map((table) => arena.putIntegers(table)) as [
        number,
        number,
      ];
      const w = arena.put(precision, Float64Array.of(7));
      // Nothing is taken after the source, so it ends near the end of the memory.
      kernels.correlateRuns(1, w, tables[0], arena.put(precision, source), 1, tables[1], 3, step, outputs);
      return [...arena.take(precision, outputs, 3)];
    });
    expect(y).toEqual([0, 21, 35]);
  });

  test('planes are placed in larger ones, and spread over them', () => {
    const source = Float64Array.from(indices(2 * 1 * 2 * 3), (i) => i + 1);
    const run = (kernel: 'place' | 'spread') =>
      inBoth(({ arena, float32, float64 }, precision) => {
        const kernels = precision === 'float32' ? float32 : float64;
        const to = arena.zeros(precision, 2 * 2 * 4 * 7);
        const from = arena.put(precision, source);
        if (kernel === 'place') kernels.place(2, 1, 2, 3, from, to, 2, 4, 7, 1, 0, 2);
        else kernels.spread(2, 1, 2, 3, from, to, 2, 4, 7, 1, 0, 2, 1, 3, 2);
        return [...arena.take(precision, to, 112)];
      });
    const where = (sh: number, sw: number) => {
      const target = new Array<number>(112).fill(0);
      source.forEach((value, i) => {
        const [p, h, w] = [Math.floor(i / 6), Math.floor(i / 3) % 2, i % 3];
        target[((p * 2 + 1) * 4 + h * sh) * 7 + 2 + w * sw] = value;
      });
      return target;
    };
    expect(run('place')).toEqual(where(1, 1));
    expect(run('spread')).toEqual(where(3, 2));
  });

  test('rows are summed onto what is there', () => {
    const { integers } = random(9);
    const x = integers(3 * 37);
    const sums = inBoth(({ arena, float32, float64 }, precision) => {
      const kernels = precision === 'float32' ? float32 : float64;
      const to = arena.put(precision, Float64Array.of(100, 200, 300));
      kernels.sumRows(3, 37, arena.put(precision, x), to);
      return [...arena.take(precision, to, 3)];
    });
    const row = (r: number) => x.slice(r * 37, r * 37 + 37).reduce((sum, value) => sum + value, 0);
    expect(sums).toEqual([100 + row(0), 200 + row(1), 300 + row(2)]);
  });

  test.each(precisions)('finds a number that is not finite wherever it stands, %s', (precision) => {
    const ask = (values: Float64Array) =>
      withKernels(({ arena, [precision]: kernels }) =>
        Boolean(kernels.allFinite(values.length, arena.put(precision, values))),
      );
    const { integers } = random(11);
    expect([ask(new Float64Array(0)), ask(integers(23)), ask(Float64Array.of(1e30, -1e-300))]).toEqual([
      true,
      true,
      true,
    ]);
    for (let at = 0; at < 23; at++)
      for (const wild of [NaN, Infinity, -Infinity])
        expect(ask(integers(23).fill(wild, at, at + 1))).toBe(false);
  });

  test('reads nothing that is not finite from behind the end', () => {
    expect(
      withKernels(({ arena, float32 }) => {
        const at = arena.put('float32', Float32Array.of(1, 2, 3, NaN, NaN, NaN, NaN));
        const dw = arena.zeros('float32', 1);
        const tables = [Int32Array.of(0), Int32Array.of(0)].map((table) => arena.putIntegers(table)) as [
          number,
          number,
        ];
        float32.weighRuns(1, dw, tables[0], at, 1, tables[1], 3, 1, at);
        return [...arena.take('float32', dw, 1)];
      }),
    ).toEqual([14]);
  });
});
