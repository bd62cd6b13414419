import { describe, expect, test } from '@jest/globals';
import { inferShapes, type Shape } from '@gradspec/spec';
import { drawCase, type ConvCase } from './conv-case.ts';
import { geometryOf, type Geometry } from '../src/geometry.ts';
import { random } from './random.ts';

const seeds = Array.from({ length: 40 }, (_, seed) => seed);

interface Axis {
  readonly K: number;
  readonly s: number;
  readonly d: number;
  readonly p?: number;
  readonly flip?: boolean;
}

/** The geometry of a conv along one axis, on an input that the kernel fits into twice. */
function along({ K, s, d, p = 0, flip = false }: Axis): Geometry {
  const [x, w]: Shape[] = [
    [1, 1, 2 * d * K],
    [1, 1, K],
  ];
  const attributes = { stride: [s], dilation: [d], padding: [[p, 0] as const], flip };
  const { attributes: filled, outputShapes } = inferShapes('conv', { x: x!, w: w! }, attributes);
  return geometryOf(filled, { x: x!, w: w!, y: outputShapes.y });
}

/** Where every tap of a line stands, by phase: `tap k of x[q·s + r − p] at e`, in the order of the taps. */
function tapsOf(geometry: Geometry): string[] {
  const taps = geometry.phases.flatMap(({ offset, taps: [, , line] }) =>
    Array.from({ length: line.count }, (_, i) => ({
      k: line.first + i * line.kernelStep,
      at: `r − p = ${offset[2]}, e = ${line.start + i * line.step}`,
    })),
  );
  return taps.sort((a, b) => a.k - b.k).map(({ k, at }) => `w[${k}]: ${at}`);
}

/** The same by the definition: k·d = e·s + r. */
const tapsByDefinition = ({ K, s, d, p = 0, flip = false }: Axis): string[] =>
  Array.from({ length: K }, (_, k) => {
    const at = (flip ? K - 1 - k : k) * d;
    return `w[${k}]: r − p = ${(at % s) - p}, e = ${Math.floor(at / s)}`;
  });

describe('the phases of a stride and a dilation', () => {
  test.each<Axis>([
    { K: 5, s: 1, d: 1 },
    { K: 5, s: 2, d: 1 },
    { K: 5, s: 1, d: 3 },
    { K: 5, s: 3, d: 3 },
    { K: 7, s: 4, d: 6 },
    { K: 7, s: 6, d: 4, p: 2 },
    { K: 2, s: 5, d: 1 },
    { K: 1, s: 3, d: 2 },
    { K: 7, s: 4, d: 6, p: 1, flip: true },
    { K: 4, s: 3, d: 1, flip: true },
  ])('have every tap once, where k·d = e·s + r: %j', (axis) => {
    expect(tapsOf(along(axis))).toEqual(tapsByDefinition(axis));
  });

  test('are as many as there are remainders of k·d, and the span is that of the longest', () => {
    // Stride 4, dilation 6: k·d = 0, 6, 12, 18, 24 is 4·0 + 0, 4·1 + 2, 4·3 + 0, 4·4 + 2, 4·6 + 0.
    const { phases, E } = along({ K: 5, s: 4, d: 6 });
    expect({ phases: phases.map(({ offset }) => offset[2]), E: E[2] }).toEqual({ phases: [0, 2], E: 7 });
  });

  test('of two axes are all pairs, and those of an axis that is not there are one', () => {
    const [x, w]: Shape[] = [
      [1, 1, 9, 9],
      [1, 1, 3, 2],
    ];
    const { attributes, outputShapes } = inferShapes('conv', { x: x!, w: w! }, { stride: [3, 2] });
    const { phases, E } = geometryOf(attributes, { x: x!, w: w!, y: outputShapes.y });
    const offsets = [0, 1, 2].flatMap((h) => [0, 1].map((v) => [0, h, v]));
    expect({ offsets: phases.map(({ offset }) => offset), E }).toEqual({ offsets, E: [1, 1, 1] });
  });

  test.each(seeds)('lie within the span, which is no larger than it must be, seed %i', (seed) => {
    const drawn = drawCase(random(seed));
    const { E, K, stride, dilation } = geometryFrom(drawn);
    const largest = K.map((size, a) => Math.floor(((size - 1) * dilation[a]!) / stride[a]!));
    expect({ drawn, E }).toEqual({ drawn, E: largest.map((e) => e + 1) });
  });
});

function geometryFrom({ x, w, y, attributes }: ConvCase): Geometry {
  return geometryOf(attributes, { x, w, y });
}
