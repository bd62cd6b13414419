/**
 * Where the elements of x, w and y stand on one common periodic grid, and where the results are read from it.
 *
 * Along each axis, with P = S + p₀ + p₁ the padded input's size, E = d(K − 1) + 1 the kernel's span and L ≥ P:
 *
 *   x[i] stands at p₀ + i        w[k] at k·d        dy[o] at o·s
 *   y[o] is read at o·s          dx[i] at p₀ + i    dw[k] at k·d            (cross-correlation)
 *   y[o] at E − 1 + o·s    dx[i] at p₀ − (E − 1) + i    dw[k] at E − 1 − k·d     (flip)
 *
 * all modulo L. Nothing that wraps around is ever read where something else stands; the README shows why.
 *
 * @module
 */
import { nextFftSize, type Axes } from '@gradspec/kernels';
import { span, threeAxes, type Call } from '@gradspec/spec';

/** Where elements stand along three axes: element i of `count` at (start + i·step) mod L. */
export interface Placement {
  readonly count: Axes;
  readonly start: Axes;
  readonly step: Axes;
}

/** The sizes and places of one conv. */
export interface Geometry {
  readonly N: number;
  readonly groups: number;
  /** Channels of one group: C / groups and M / groups. */
  readonly CG: number;
  readonly MG: number;
  /** L, the grid's size per axis. */
  readonly L: Axes;
  /** Where the operands are put. */
  readonly put: { readonly x: Placement; readonly w: Placement; readonly dy: Placement };
  /** Where the results are read. */
  readonly read: { readonly y: Placement; readonly dx: Placement; readonly dw: Placement };
}

const perAxis = (value: (axis: 0 | 1 | 2) => number): Axes => [value(0), value(1), value(2)];

/** The geometry of a checked call of conv. */
export function geometryOf({ inputs: { x, w }, attributes, outputShapes }: Call<'conv'>): Geometry {
  const { groups, flip } = attributes;
  const S = threeAxes(x.shape.slice(2), 1);
  const K = threeAxes(w.shape.slice(2), 1);
  const O = threeAxes(outputShapes.y.slice(2), 1);
  const s = threeAxes(attributes.stride, 1);
  const p = threeAxes(attributes.padding, [0, 0] as const);
  const d = threeAxes(attributes.dilation, 1);
  const before = perAxis((axis) => p[axis][0]);
  const zero: Axes = [0, 0, 0];
  const one: Axes = [1, 1, 1];
  const late = perAxis((axis) => (flip ? span(K[axis], d[axis]) - 1 : 0)); // E − 1 with flip
  return {
    N: x.shape[0]!,
    groups,
    CG: w.shape[1]!,
    MG: w.shape[0]! / groups,
    L: perAxis((axis) => nextFftSize(S[axis] + p[axis][0] + p[axis][1])),
    put: {
      x: { count: S, start: before, step: one },
      w: { count: K, start: zero, step: d },
      dy: { count: O, start: zero, step: s },
    },
    read: {
      y: { count: O, start: late, step: s },
      dx: { count: S, start: perAxis((axis) => before[axis] - late[axis]), step: one },
      dw: { count: K, start: late, step: perAxis((axis) => (flip ? -d[axis] : d[axis])) },
    },
  };
}
