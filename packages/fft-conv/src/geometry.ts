/**
 * The sizes of one conv, split by its stride into correlations without one.
 *
 *   y[o] = Σ_k x[o·s − p + k·d]·w[k]        every k·d is e·s + r with 0 ≤ r < s, so
 *        = Σ_r Σ_e x_r[o + e]·w_r[e]        x_r[q] = x[q·s + r − p],  w_r[e] = w[k] where k·d = e·s + r
 *
 * The phases r are further input channels of a correlation with stride 1, each with its own, smaller kernel. `flip` only says
 * that w is read from its end.
 *
 * @module
 */
import { threeAxes, type FilledAttributes, type Shape } from '@gradspec/spec';

/** One number per spatial axis: D, H, W. */
export type Axes = readonly [number, number, number];
/** The axes D, H, W. */
export type AxisIndex = 0 | 1 | 2;

/** The taps of a phase along one axis: k = first + i·kernelStep stands at e = start + i·step, i < count. */
export interface Taps {
  readonly count: number;
  readonly first: number;
  readonly kernelStep: number;
  readonly start: number;
  readonly step: number;
}

/** One phase: which inputs it reads and with which taps, per axis. */
export interface Phase {
  /** x_r[q] = x[q·s + offset]. */
  readonly offset: Axes;
  readonly taps: readonly [Taps, Taps, Taps];
}

/** The sizes of one conv. */
export interface Geometry {
  readonly N: number;
  readonly groups: number;
  /** Channels of one group: C / groups and M / groups. */
  readonly CG: number;
  readonly MG: number;
  readonly S: Axes;
  readonly K: Axes;
  readonly O: Axes;
  readonly stride: Axes;
  readonly dilation: Axes;
  readonly before: Axes;
  readonly flip: boolean;
  /** The span of a phase's kernel: 1 + its largest e. */
  readonly E: Axes;
  /** The phases that have taps. */
  readonly phases: readonly Phase[];
}

/** `f` of each axis. */
export const perAxis = <T>(f: (axis: AxisIndex) => T): [T, T, T] => [f(0), f(1), f(2)];

/** The product of three sizes. */
export const volume = ([D, H, W]: Axes): number => D * H * W;

/** The geometry of the conv from x to y with these attributes. */
export function geometryOf(
  { stride, padding, dilation, groups, flip }: FilledAttributes<'conv'>,
  { x, w, y }: { x: Shape; w: Shape; y: Shape },
): Geometry {
  const sizes = {
    ...{ N: x[0]!, groups, CG: w[1]!, MG: w[0]! / groups, flip },
    S: threeAxes(x.slice(2), 1),
    K: threeAxes(w.slice(2), 1),
    O: threeAxes(y.slice(2), 1),
    stride: threeAxes(stride, 1),
    dilation: threeAxes(dilation, 1),
    before: threeAxes(padding, [0, 0] as const).map(([before]) => before) as [number, number, number],
  };
  const taps = perAxis((axis) => tapsOf(sizes, axis));
  const phases = taps[0].flatMap((d) =>
    taps[1].flatMap((h) =>
      taps[2].map((w): Phase => {
        const offset = [d, h, w].map(({ r }, axis) => r - sizes.before[axis]!);
        return { offset: offset as [number, number, number], taps: [d, h, w] };
      }),
    ),
  );
  const E = perAxis(
    (axis) => 1 + Math.max(...taps[axis].map(({ start, step, count }) => start + step * (count - 1))),
  );
  return { ...sizes, E, phases };
}

/** Along one axis, the taps of every r that has any: k goes on by s / gcd(s, d), and e then by d / gcd(s, d). */
function tapsOf(
  { K, stride, dilation, flip }: Pick<Geometry, 'K' | 'stride' | 'dilation' | 'flip'>,
  axis: AxisIndex,
): (Taps & { r: number })[] {
  const [size, s, d] = [K[axis], stride[axis], dilation[axis]];
  const common = greatestCommonDivisor(s, d);
  const every = s / common;
  return Array.from({ length: Math.min(every, size) }, (_, k) => ({
    r: (k * d) % s,
    count: Math.ceil((size - k) / every),
    first: flip ? size - 1 - k : k,
    kernelStep: flip ? -every : every,
    start: Math.floor((k * d) / s),
    step: d / common,
  }));
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);
