import { describe, expect, test } from '@jest/globals';
import { checkCall, tensor } from '@gradspec/spec';
import { col2im } from '../src/col2im.ts';
import { geometryOf, matrixSizes, type Geometry } from '../src/geometry.ts';
import { im2col } from '../src/im2col.ts';
import { drawCase, type ConvCase } from './conv-case.ts';
import { random } from './random.ts';

const count = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

function geometryOfCase({ x, w, attributes }: ConvCase): Geometry {
  const zeros = (shape: readonly number[]) => tensor('float64', shape, new Float64Array(count(shape)));
  return geometryOf(checkCall('conv', { x: zeros(x), w: zeros(w) }, attributes));
}

/** The columns of one drawn case. */
function drawColumns(seed: number) {
  const source = random(seed);
  const geometry = geometryOfCase(drawCase(source));
  const { volume, rows, positions } = matrixSizes(geometry);
  const x = source.integers(volume);
  const columns = new Float64Array(rows * positions).fill(NaN);
  im2col(x, 0, geometry, columns);
  return { source, geometry, x, columns, rows, positions };
}

describe('im2col', () => {
  test('writes every window of a line as a column', () => {
    const geometry = geometryOfCase({
      x: [1, 1, 5],
      w: [1, 1, 3],
      y: [1, 1, 3],
      attributes: { stride: [2], padding: [[1, 2]], dilation: [1], groups: 1, flip: false },
    });
    const columns = new Float64Array(9).fill(NaN);
    im2col(Float64Array.of(1, 2, 3, 4, 5), 0, geometry, columns);
    expect([...columns]).toEqual([0, 2, 4, 1, 3, 5, 2, 4, 0]);
  });

  test('writes the rows in reverse for a flipped kernel', () => {
    const geometry = geometryOfCase({
      x: [1, 1, 5],
      w: [1, 1, 3],
      y: [1, 1, 3],
      attributes: { stride: [2], padding: [[1, 2]], dilation: [1], groups: 1, flip: true },
    });
    const columns = new Float64Array(9).fill(NaN);
    im2col(Float64Array.of(1, 2, 3, 4, 5), 0, geometry, columns);
    expect([...columns]).toEqual([2, 4, 0, 1, 3, 5, 0, 2, 4]);
  });

  test('reads from where the group begins', () => {
    const geometry = geometryOfCase({
      x: [1, 2, 3],
      w: [2, 1, 2],
      y: [1, 2, 2],
      attributes: { stride: [1], padding: [[0, 0]], dilation: [1], groups: 2, flip: false },
    });
    const columns = new Float64Array(4);
    im2col(Float64Array.of(1, 2, 3, 40, 50, 60), 3, geometry, columns);
    expect([...columns]).toEqual([40, 50, 50, 60]);
  });

  test.each(Array.from({ length: 40 }, (_, seed) => seed))(
    'puts every element where its formula says, seed %i',
    (seed) => {
      const { geometry, x, columns, rows, positions } = drawColumns(seed);
      const { S, K, O, stride, before, dilation, flip } = geometry;
      const expected = columns.map((_, at) => {
        const [c, ...k] = coordinates(Math.floor(at / positions), [rows / count(K), ...K]);
        const o = coordinates(at % positions, O);
        const i = o.map(
          (oa, a) => oa * stride[a]! - before[a]! + (flip ? K[a]! - 1 - k[a]! : k[a]!) * dilation[a]!,
        );
        if (i.some((ia, a) => ia < 0 || ia >= S[a]!)) return 0;
        return x[i.reduce((flat, ia, a) => flat * S[a]! + ia, c!)]!;
      });
      expect(columns).toEqual(expected);
    },
  );
});

describe('col2im', () => {
  test('adds up the columns that an element was copied to, and keeps what was there', () => {
    const geometry = geometryOfCase({
      x: [1, 1, 4],
      w: [1, 1, 2],
      y: [1, 1, 3],
      attributes: { stride: [1], padding: [[0, 0]], dilation: [1], groups: 1, flip: false },
    });
    const x = Float64Array.of(7, 100, 0, 0, 0);
    col2im(Float64Array.of(1, 2, 3, 10, 20, 30), geometry, x, 1);
    expect([...x]).toEqual([7, 101, 12, 23, 30]);
  });

  test.each(Array.from({ length: 40 }, (_, seed) => seed))(
    'is the adjoint of im2col: ⟨im2col x, v⟩ = ⟨x, col2im v⟩, seed %i',
    (seed) => {
      const { source, geometry, x, columns } = drawColumns(seed);
      const v = source.integers(columns.length);
      const back = new Float64Array(x.length);
      col2im(v, geometry, back, 0);
      const inner = (a: Float64Array, b: Float64Array) =>
        a.reduce((sum, value, at) => sum + value * b[at]!, 0);
      expect(inner(x, back)).toBe(inner(columns, v));
    },
  );
});

/** The coordinates of a flat row-major index. */
function coordinates(flat: number, shape: readonly number[]): number[] {
  const result: number[] = [];
  for (const length of [...shape].reverse()) {
    result.unshift(flat % length);
    flat = Math.floor(flat / length);
  }
  return result;
}
