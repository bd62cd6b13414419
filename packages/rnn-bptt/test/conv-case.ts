/**
 * Cases of conv that nobody chose by hand, and the definition they are measured against.
 *
 * conv is a sum of products x[i]·w[k] over the triples (i, k, o) that meet, and its gradients are sums over the same
 * triples: y[o] += x[i]·w[k], dx[i] += dy[o]·w[k], dw[k] += dy[o]·x[i].
 *
 * @module
 */
import type { Attributes, FloatDtype, Shape } from '@gradspec/spec';
import { inferShapes } from '@gradspec/spec';
import type { Random } from './random.ts';

/** One call of conv: its shapes and all of its attributes. */
export interface ConvCase {
  readonly x: Shape;
  readonly w: Shape;
  readonly y: Shape;
  readonly attributes: Required<Attributes<'conv'>>;
}

/** The values of one call. */
export interface ConvValues {
  readonly x: Float64Array;
  readonly w: Float64Array;
  readonly b: Float64Array;
  readonly dy: Float64Array;
}

/** The results of one call, by name. */
export type ConvResults = Record<'y' | 'dx' | 'dw' | 'db', Float64Array>;

/** The number of elements of a shape. */
export const size = (shape: Shape) => shape.reduce((product, length) => product * length, 1);

/** A case with 1 to 3 axes, every attribute drawn, N, C and M all different, and a kernel that fits. */
export function drawCase({ integer, unit }: Random): ConvCase {
  for (;;) {
    const axes = integer(1, 3);
    const each = (draw: () => number) => Array.from({ length: axes }, draw);
    const groups = integer(1, 3);
    const [N, CG, MG] = [integer(1, 6), integer(1, 3), integer(1, 3)];
    const [C, M] = [groups * CG, groups * MG];
    if (N === C || C === M || N === M) continue;
    const S = each(() => integer(1, 6));
    const K = each(() => integer(1, axes === 3 ? 3 : 4));
    const stride = each(() => integer(1, 3));
    const dilation = each(() => integer(1, 3));
    const padding = S.map((): [number, number] => [integer(0, 3), integer(0, 3)]);
    const fits = S.every(
      (length, a) => dilation[a]! * (K[a]! - 1) + 1 <= length + padding[a]![0] + padding[a]![1],
    );
    if (!fits) continue;
    const attributes = { stride, padding, dilation, groups, flip: unit() < 0.5 };
    const [x, w] = [
      [N, C, ...S],
      [M, CG, ...K],
    ];
    return { x, w, y: inferShapes('conv', { x, w }, attributes).outputShapes.y, attributes };
  }
}

/** Values for a case: signed reals or integers that float32 has, the output gradient too. */
export function drawValues(random: Random, { x, w, y }: ConvCase, kind: 'reals' | 'integers'): ConvValues {
  const draw = (shape: Shape) => random[kind](size(shape)).map(Math.fround);
  return { x: draw(x), w: draw(w), b: draw([w[0]!]), dy: draw(y) };
}

/** Which x, w and y meet: flat indices. */
function* meetings({ x, w, y, attributes }: ConvCase): Generator<[x: number, w: number, y: number]> {
  const [N, C, M, CG] = [x[0]!, x[1]!, w[0]!, w[1]!];
  const MG = M / attributes.groups;
  const inPlane = spatialMeetings({ x, w, y, attributes });
  const [S, K, O] = [x, w, y].map((shape) => size(shape.slice(2))) as [number, number, number];
  for (let n = 0; n < N; n++)
    for (let m = 0; m < M; m++)
      for (let c = 0; c < CG; c++)
        for (const [i, k, o] of inPlane)
          yield [(n * C + Math.floor(m / MG) * CG + c) * S + i, (m * CG + c) * K + k, (n * M + m) * O + o];
}

/** i = o·s − p + k·d on every axis, with K − 1 − k for k when the kernel is flipped; absent where i is outside. */
function spatialMeetings({ x, w, y, attributes }: ConvCase): [i: number, k: number, o: number][] {
  const { stride, padding, dilation, flip } = attributes;
  let planes: [number, number, number][] = [[0, 0, 0]];
  for (let a = 0; a < stride.length; a++) {
    const [S, K, O] = [x[a + 2]!, w[a + 2]!, y[a + 2]!];
    const line: [number, number, number][] = [];
    for (let o = 0; o < O; o++)
      for (let k = 0; k < K; k++) {
        const i = o * stride[a]! - padding[a]![0] + (flip ? K - 1 - k : k) * dilation[a]!;
        if (i >= 0 && i < S) line.push([i, k, o]);
      }
    planes = planes.flatMap(([i0, k0, o0]) =>
      line.map(([i, k, o]): [number, number, number] => [i0 * S + i, k0 * K + k, o0 * O + o]),
    );
  }
  return planes;
}

/** The definition's sums, in float64. */
export function byDefinition(conv: ConvCase, { x, w, b, dy }: ConvValues): ConvResults {
  const positions = size(conv.y.slice(2));
  const channel = (at: number) => Math.floor(at / positions) % b.length;
  const y = dy.map((_, at) => b[channel(at)]!);
  const [dx, dw, db] = [new Float64Array(x.length), new Float64Array(w.length), new Float64Array(b.length)];
  for (const [i, k, o] of meetings(conv)) {
    y[o]! += x[i]! * w[k]!;
    dx[i]! += dy[o]! * w[k]!;
    dw[k]! += dy[o]! * x[i]!;
  }
  dy.forEach((value, at) => (db[channel(at)]! += value));
  return { y, dx, dw, db };
}

/**
 * How far a result may lie from the definition's, element by element: γₙ·Σ|x||w| for a float64 sum in any order, as much for
 * the definition itself, and the one rounding to the dtype.
 */
export function bound(conv: ConvCase, values: ConvValues, dtype: FloatDtype): ConvResults {
  const of = (change: (value: number) => number): ConvValues => {
    const { x, w, b, dy } = values;
    return { x: x.map(change), w: w.map(change), b: b.map(change), dy: dy.map(change) };
  };
  const expected = byDefinition(conv, values);
  const absolute = byDefinition(conv, of(Math.abs));
  const terms = byDefinition(
    conv,
    of(() => 1),
  );
  const rounding = dtype === 'float32' ? 2 ** -24 : 0;
  const of64 = (name: keyof ConvResults) =>
    absolute[name].map(
      (sum, at) => sum * (terms[name][at]! + 1) * 2 ** -52 + rounding * Math.abs(expected[name][at]!),
    );
  return { y: of64('y'), dx: of64('dx'), dw: of64('dw'), db: of64('db') };
}
