import { beforeEach, describe, expect, test } from '@jest/globals';
import { useKernels, withKernels } from '../src/engine.ts';
import { rightFactor } from '../src/numeric-kernels.ts';
import { testedBuilds } from './builds.ts';
import { inBoth, indices, precisions } from './in-both.ts';
import { random } from './random.ts';

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
