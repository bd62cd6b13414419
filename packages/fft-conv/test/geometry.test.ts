import { describe, expect, test } from '@jest/globals';
import { checkCall, tensor } from '@gradspec/spec';
import { geometryOf, type Geometry } from '../src/geometry.ts';
import { placesOf } from '../src/planes.ts';
import { drawCase, type ConvCase } from './conv-case.ts';
import { random } from './random.ts';

function geometryOfCase({ x, w, attributes }: ConvCase): Geometry {
  const zeros = (shape: readonly number[]) =>
    tensor('float64', shape, Array(shape.reduce((a, b) => a * b, 1)).fill(0));
  return geometryOf(checkCall('conv', { x: zeros(x), w: zeros(w) }, attributes));
}

describe('geometryOf', () => {
  test('names the places of a line with stride, padding and dilation', () => {
    const attributes = { stride: [2], padding: [[1, 2]], dilation: [3], groups: 1, flip: false } as const;
    const { L, put, read } = geometryOfCase({ x: [1, 1, 7], w: [1, 1, 3], y: [1, 1, 2], attributes });
    const places = [put.x, put.w, put.dy, read.y, read.dx, read.dw].map((placement) => [
      ...placesOf(placement, L),
    ]);
    expect(L).toEqual([1, 1, 16]); // P = 7 + 1 + 2
    expect(places).toEqual([
      [1, 2, 3, 4, 5, 6, 7],
      [0, 3, 6],
      [0, 2],
      [0, 2],
      [1, 2, 3, 4, 5, 6, 7],
      [0, 3, 6],
    ]);
  });

  test('reads a flipped kernel’s results E − 1 later, earlier and backwards', () => {
    const attributes = { stride: [2], padding: [[1, 2]], dilation: [3], groups: 1, flip: true } as const;
    const { L, read } = geometryOfCase({ x: [1, 1, 7], w: [1, 1, 3], y: [1, 1, 2], attributes });
    const places = [read.y, read.dx, read.dw].map((placement) => [...placesOf(placement, L)]);
    expect(places).toEqual([
      [6, 8],
      [11, 12, 13, 14, 15, 0, 1],
      [6, 3, 0],
    ]);
  });

  test.each(Array.from({ length: 40 }, (_, seed) => seed))(
    'no two elements share a place, seed %i',
    (seed) => {
      const { L, put, read } = geometryOfCase(drawCase(random(seed)));
      for (const placement of [...Object.values(put), ...Object.values(read)]) {
        const places = placesOf(placement, L);
        expect(new Set(places).size).toBe(places.length);
      }
    },
  );
});
