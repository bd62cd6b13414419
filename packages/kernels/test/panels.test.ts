import { beforeEach, describe, expect, test } from '@jest/globals';
import { useKernels, withKernels, type Kernels } from '../src/engine.ts';
import { gemm } from '../src/gemm.ts';
import type { FloatArray, Precision } from '../src/memory.ts';
import { testedBuilds } from './builds.ts';
import { random } from './random.ts';

const precisions = [
  ['float32', Float32Array],
  ['float64', Float64Array],
] as const;
const sizes = [
  { M: 1, N: 5, K: 3 },
  { M: 2, N: 7, K: 4 },
  { M: 3, N: 9, K: 5 },
  { M: 5, N: 35, K: 7 },
  { M: 16, N: 8, K: 1 },
  // More than one block of rows and of depth, each with a rest; four panels at once, and some left.
  { M: 133, N: 6, K: 3 },
  { M: 5, N: 77, K: 515 },
];

/** A·B with B kept, A's and C's rows `gap` elements further apart than they are long; C as it stands in the memory. */
function product(
  { arena, workBytes, ...functions }: Kernels,
  precision: Precision,
  { M, N, K, gap, a, b, c, transposed }: Case,
): FloatArray {
  const kernels = functions[precision];
  const panels = arena.room(precision, K * Math.ceil(N / 8) * 8);
  const work = arena.room('float32', workBytes / 4);
  const [left, right, to] = [a, b, c].map((values) => arena.put(precision, values)) as [
    number,
    number,
    number,
  ];
  const [bRow, bColumn] = transposed ? [1, K] : [N, 1];
  kernels.packPanels(N, K, right, bRow, bColumn, panels);
  kernels.multiplyPanels(M, N, K, left, K + gap, panels, to, N + gap, c.some(Number.isFinite), work);
  return arena.take(precision, to, c.length);
}

interface Case {
  readonly M: number;
  readonly N: number;
  readonly K: number;
  readonly gap: number;
  readonly a: FloatArray;
  readonly b: FloatArray;
  /** NaN throughout where it is to be overwritten, else added to. */
  readonly c: FloatArray;
  readonly transposed: boolean;
}

/** Rows of a matrix with `gap` numbers after each. */
const spaced = (matrix: FloatArray, width: number, gap: number, between: number): FloatArray => {
  const rows = matrix.length / width;
  const result = new (matrix.constructor as Float64ArrayConstructor)(rows * (width + gap)).fill(between);
  for (let r = 0; r < rows; r++) result.set(matrix.subarray(r * width, (r + 1) * width), r * (width + gap));
  return result;
};

describe.each(testedBuilds)('a product with a factor that is kept, build %s', (build) => {
  beforeEach(() => useKernels(build));

  describe.each(precisions)('%s', (precision, ArrayOf) => {
    test.each(sizes.flatMap((size) => [false, true].map((transposed) => ({ ...size, transposed }))))(
      'is $M×$K times $K×$N, stored transposed: $transposed; bit for bit what gemm makes of it',
      ({ transposed, ...size }) => {
        const { M, N, K } = size;
        const { reals } = random(M * 100 + N * 10 + K);
        const [a, b] = [ArrayOf.from(reals(M * K)), ArrayOf.from(reals(K * N))];
        const expected = new ArrayOf(M * N);
        gemm({ ...size, a: { data: a }, b: { data: b, transposed }, c: { data: expected } });
        const c = new ArrayOf(M * N).fill(NaN);
        const made = withKernels((kernels) =>
          product(kernels, precision, { ...size, gap: 0, a, b, c, transposed }),
        );
        expect(made).toEqual(expected);
      },
    );

    test.each(sizes)('adds to rows of C that are further apart, and to nothing between: %o', (size) => {
      const { M, N, K } = size;
      const { integers } = random(M + N + K);
      const [a, b, c] = [M * K, K * N, M * N].map((count) => ArrayOf.from(integers(count))) as [
        FloatArray,
        FloatArray,
        FloatArray,
      ];
      const expected = c.slice();
      for (let m = 0; m < M; m++)
        for (let n = 0; n < N; n++)
          for (let k = 0; k < K; k++) expected[m * N + n]! += a[m * K + k]! * b[k * N + n]!;
      const made = withKernels((kernels) =>
        product(kernels, precision, {
          ...size,
          gap: 3,
          a: spaced(a, K, 3, NaN),
          b,
          c: spaced(c, N, 3, 77),
          transposed: false,
        }),
      );
      expect(made).toEqual(spaced(expected, N, 3, 77));
    });

    test('an infinite row reaches no other row', () => {
      const [M, N, K] = [3, 5, 2];
      const a = ArrayOf.of(1, 2, Infinity, -1, 3, 4);
      const b = ArrayOf.from(
        random(1)
          .integers(K * N)
          .map((value) => value || 1),
      );
      const c = new ArrayOf(M * N).fill(NaN);
      const made = withKernels((kernels) =>
        product(kernels, precision, { M, N, K, gap: 0, a, b, c, transposed: false }),
      );
      expect(Array.from(made, Number.isFinite)).toEqual(
        Array.from({ length: M * N }, (_, at) => Math.floor(at / N) !== 1),
      );
    });

    test.each([1, 3, 4, 17, 37])('sums %i columns onto what is there, and leaves what follows alone', (L) => {
      const [R, row] = [7, L + 2];
      const { integers } = random(L);
      const x = ArrayOf.from(integers(R * row));
      const sums = ArrayOf.from(integers(L + 1));
      const expected = sums.map((sum, j) => {
        for (let r = 0; r < R && j < L; r++) sum += x[r * row + j]!;
        return sum;
      });
      const made = withKernels(({ arena, [precision]: kernels }) => {
        const to = arena.put(precision, sums);
        kernels.sumColumns(R, L, arena.put(precision, x), row, to);
        return arena.take(precision, to, L + 1);
      });
      expect(made).toEqual(expected);
    });
  });
});
