import { beforeEach, describe, expect, test } from '@jest/globals';
import { useKernels, withKernels, type Kernels } from '../src/engine.ts';
import type { FloatArray, Precision } from '../src/memory.ts';
import { testedBuilds } from './builds.ts';
import { random } from './random.ts';

const precisions: readonly Precision[] = ['float32', 'float64'];
/** Elements of the source: more than any window reads. */
const length = 300;
/** Around every target stands this number, and must still stand there afterwards. */
const guard = 77;

/** Windows as the kernels want them. */
interface Windows {
  readonly taps: readonly number[];
  readonly starts: readonly number[];
  readonly L: number;
  readonly step: number;
}

const taps = {
  'one element': [3],
  'an odd row': [0, 1, 2],
  '2×2, in pairs': [0, 1, 40, 41],
  '3×2, in pairs': [0, 1, 40, 41, 80, 81],
  'an even number that are not pairs': [0, 2, 40, 42],
  'a pair and two far apart': [0, 1, 7, 9],
};
const cases = Object.entries(taps).flatMap(([name, list]) =>
  [1, 2, 3].map((step) => ({ name, step, taps: list })),
);
/** Windows of which no two read the same element, also not from run to run. */
const apart = [
  { name: '2×2, side by side', taps: [0, 1, 40, 41], step: 2 },
  { name: '2×2, not at the beginning', taps: [3, 4, 43, 44], step: 2 },
  { name: '1×2', taps: [0, 1], step: 2 },
  { name: '2×1', taps: [0, 40], step: 1 },
  { name: '2×3', taps: [0, 1, 2, 40, 41, 42], step: 3 },
  { name: '2×2, with gaps between', taps: [0, 1, 40, 41], step: 3 },
].map((which) => ({ ...which, starts: [0, 180, 90] }));
/** Runs shorter than a vector, of one vector, of two, and of some that overlap. */
const lengths = [1, 3, 4, 7, 8, 13];

/** Calls `check` for every length of the runs, in both precisions, with and without numbers that are not finite. */
function forEachVariant(
  { taps: offsets, step, starts = [0, 90, 31] }: Omit<Windows, 'starts' | 'L'> & Partial<Windows>,
  check: (kernels: Kernels, variant: { windows: Windows; precision: Precision; wild: boolean }) => void,
): void {
  for (const L of lengths)
    for (const precision of precisions)
      for (const wild of [false, true]) {
        const windows = { taps: offsets, starts, L, step };
        withKernels((kernels) => check(kernels, { windows, precision, wild }));
      }
}

/** The indices that every window reads, window after window. */
const elementsOf = ({ taps: offsets, starts, L, step }: Windows): number[][] =>
  starts.flatMap((start) =>
    Array.from({ length: L }, (_, j) => offsets.map((offset) => start + offset + j * step)),
  );

/** The addresses of the tables, and the numbers that go with them, in the order of the arguments. */
function tables({ arena }: Kernels, windows: Windows) {
  const { L, step } = windows;
  // Behind the table stands what would make a pair of an odd last tap, were it read.
  const offsets = arena.putIntegers(Int32Array.of(...windows.taps, windows.taps.at(-1)! + 1));
  const starts = arena.putIntegers(Int32Array.from(windows.starts));
  return { K: windows.taps.length, taps: offsets, R: windows.starts.length, starts, L, step };
}

/** Room for so many numbers with a guard behind them, and what stands there. */
function guarded({ arena }: Kernels, precision: Precision, values: Float64Array) {
  const at = arena.put(precision, Float64Array.of(...values, guard));
  return { at, read: () => plain(arena.take(precision, at, values.length + 1)) };
}

/** Numbers as a list; the sign of a zero does not matter. */
const plain = (values: FloatArray | number[]): number[] => Array.from(values, (value) => value + 0);

/** The index of the first maximum, or of the first NaN. */
function winner(source: Float64Array, elements: readonly number[]): number {
  const nan = elements.find((at) => Number.isNaN(source[at]));
  const largest = Math.max(...elements.map((at) => source[at]!));
  return nan ?? elements.find((at) => source[at] === largest)!;
}

/** Counts by which a division is exact: the addresses of those of the rows and columns, and the count of each window. */
function drawCounts({ arena }: Kernels, precision: Precision, L: number) {
  const rows = [2, -4, 0.5];
  const columns = Array.from({ length: L }, (_, j) => 2 ** ((j % 3) - 1));
  const put = (list: number[]) => arena.put(precision, Float64Array.from(list));
  return {
    addresses: [put(rows), put(columns)] as const,
    countOf: (at: number) => rows[Math.floor(at / L)]! * columns[at % L]!,
  };
}

/** A source with few different numbers, so that maxima are often equal, and some that are not finite. */
function drawSource(seed: number, wild: boolean): Float64Array {
  const { integer } = random(seed);
  const special = [NaN, Infinity, -Infinity];
  return Float64Array.from({ length }, () =>
    wild && integer(0, 9) === 0 ? special[integer(0, 2)]! : integer(-3, 3),
  );
}

describe.each(testedBuilds)('pools, build %s', (build) => {
  beforeEach(() => useKernels(build));

  test.each(cases)('maxRuns takes the largest of $name, or NaN, step $step', (which) => {
    forEachVariant(which, (kernels, { windows, precision, wild }) => {
      const values = drawSource(windows.L, wild);
      const { K, taps: offsets, R, starts, L, step } = tables(kernels, windows);
      const source = kernels.arena.put(precision, values);
      const y = guarded(kernels, precision, new Float64Array(R * L));
      kernels[precision].maxRuns(K, offsets, source, R, starts, L, step, y.at);
      const expected = elementsOf(windows).map((window) => values[winner(values, window)]!);
      expect({ precision, L, y: y.read() }).toEqual({ precision, L, y: [...expected, guard] });
    });
  });

  test.each(cases)('averageRuns divides the sum of $name by its count, step $step', (which) => {
    forEachVariant(which, (kernels, { windows, precision, wild }) => {
      const values = drawSource(windows.L, wild);
      const { K, taps: offsets, R, starts, L, step } = tables(kernels, windows);
      const source = kernels.arena.put(precision, values);
      const { addresses, countOf } = drawCounts(kernels, precision, L);
      const y = guarded(kernels, precision, new Float64Array(R * L));
      kernels[precision].averageRuns(K, offsets, source, R, starts, L, step, ...addresses, y.at);
      const expected = elementsOf(windows).map(
        (window, at) => window.reduce((sum, index) => sum + values[index]!, 0) / countOf(at),
      );
      expect({ precision, L, y: y.read() }).toEqual({ precision, L, y: plain([...expected, guard]) });
    });
  });

  test.each(cases)(
    'routeRuns adds dy at the first maximum of $name, or the first NaN, step $step',
    (which) => {
      forEachVariant(which, (kernels, { windows, precision, wild }) => {
        const values = drawSource(windows.L, wild);
        const elements = elementsOf(windows);
        const { K, taps: offsets, R, starts, L, step } = tables(kernels, windows);
        const source = kernels.arena.put(precision, values);
        const firsts = kernels.arena.putIntegers(Int32Array.from(elements, ([first]) => first!));
        const dys = random(L + 50).integers(R * L);
        const dy = kernels.arena.put(precision, dys);
        const dx = guarded(kernels, precision, new Float64Array(length).fill(5));
        kernels[precision].routeRuns(K, offsets, source, R, starts, L, step, firsts, dy, dx.at, false);
        const expected = Array<number>(length).fill(5);
        elements.forEach((window, at) => (expected[winner(values, window)]! += dys[at]!));
        expect({ precision, L, dx: dx.read() }).toEqual({ precision, L, dx: [...expected, guard] });
      });
    },
  );

  test.each(apart)(
    'routeRuns leaves dy at the first maximum, or NaN, of $name, and 0 at the others',
    (which) => {
      forEachVariant(which, (kernels, { windows, precision, wild }) => {
        const values = drawSource(windows.L, wild);
        const elements = elementsOf(windows);
        const { K, taps: offsets, R, starts, L, step } = tables(kernels, windows);
        const source = kernels.arena.put(precision, values);
        const firsts = kernels.arena.putIntegers(Int32Array.from(elements, ([first]) => first!));
        const dys = random(L + 50).integers(R * L);
        const dy = kernels.arena.put(precision, dys);
        const dx = guarded(kernels, precision, new Float64Array(length).fill(5));
        kernels[precision].routeRuns(K, offsets, source, R, starts, L, step, firsts, dy, dx.at, true);
        const expected = Array<number>(length).fill(5);
        elements.forEach((window, at) => {
          for (const index of window) expected[index] = 0;
          expected[winner(values, window)] = dys[at]!;
        });
        expect({ precision, L, dx: dx.read() }).toEqual({ precision, L, dx: plain([...expected, guard]) });
      });
    },
  );

  test.each([
    [[0, 1], 5, [1, 2, 5, 7, 8], [0, 2, -3, 0, 0, 4, 0, -5, 6, 0]],
    [[0, 1, 8, 9], 4, [8, 3, 4, 15], [0, 0, 0, -3, 4, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, -5]],
  ])(
    'routeRuns gives dy to the element named first where nothing is above −∞, taps %j',
    (offsets, L, named, expected) => {
      for (const precision of precisions)
        for (const isApart of [false, true])
          withKernels((kernels) => {
            const {
              K,
              taps: at,
              R,
              starts,
              step,
            } = tables(kernels, { taps: offsets, starts: [0], L, step: 2 });
            const source = kernels.arena.put(precision, new Float64Array(expected.length).fill(-Infinity));
            const firsts = kernels.arena.putIntegers(Int32Array.from(named));
            const dy = kernels.arena.put(precision, Float64Array.of(2, -3, 4, -5, 6));
            const dx = guarded(kernels, precision, new Float64Array(expected.length));
            kernels[precision].routeRuns(K, at, source, R, starts, L, step, firsts, dy, dx.at, isApart);
            expect(dx.read()).toEqual([...expected, guard]);
          });
    },
  );

  test.each(apart)('shareRuns leaves dy / count at every element of $name', (which) => {
    forEachVariant(which, (kernels, { windows, precision }) => {
      const { K, taps: offsets, R, starts, L, step } = tables(kernels, windows);
      const { addresses, countOf } = drawCounts(kernels, precision, L);
      const dys = random(L + 50).integers(R * L);
      const dx = guarded(kernels, precision, new Float64Array(length).fill(5));
      const dy = kernels.arena.put(precision, dys);
      kernels[precision].shareRuns(K, offsets, dx.at, R, starts, L, step, ...addresses, dy, true);
      const expected = Array<number>(length).fill(5);
      for (const [at, window] of elementsOf(windows).entries())
        for (const index of window) expected[index] = dys[at]! / countOf(at);
      expect({ precision, L, dx: dx.read() }).toEqual({ precision, L, dx: plain([...expected, guard]) });
    });
  });

  test.each(cases)('shareRuns adds dy / count at every element of $name, step $step', (which) => {
    forEachVariant(which, (kernels, { windows, precision }) => {
      const { K, taps: offsets, R, starts, L, step } = tables(kernels, windows);
      const { addresses, countOf } = drawCounts(kernels, precision, L);
      const dys = random(L + 50).integers(R * L);
      const dy = kernels.arena.put(precision, dys);
      const dx = guarded(kernels, precision, new Float64Array(length).fill(5));
      kernels[precision].shareRuns(K, offsets, dx.at, R, starts, L, step, ...addresses, dy, false);
      const expected = Array<number>(length).fill(5);
      for (const [at, window] of elementsOf(windows).entries())
        for (const index of window) expected[index]! += dys[at]! / countOf(at);
      expect({ precision, L, dx: dx.read() }).toEqual({ precision, L, dx: [...expected, guard] });
    });
  });

  test('crop copies what stands inside the padding of every plane', () => {
    for (const precision of precisions)
      withKernels((kernels) => {
        const padded = Float64Array.from({ length: 2 * 3 * 4 * 5 }, (_, at) => at + 1);
        const from = kernels.arena.put(precision, padded);
        const to = guarded(kernels, precision, new Float64Array(2 * 2 * 2 * 3));
        kernels[precision].crop(2, 2, 2, 3, to.at, from, 3, 4, 5, 1, 2, 1);
        const expected = [0, 1].flatMap((p) =>
          [1, 2].flatMap((d) =>
            [2, 3].flatMap((h) => [1, 2, 3].map((w) => ((p * 3 + d) * 4 + h) * 5 + w + 1)),
          ),
        );
        expect(to.read()).toEqual([...expected, guard]);
      });
  });
});
