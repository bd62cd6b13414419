/**
 * Cases of avgPool that nobody chose by hand, and the definition they are measured against.
 *
 * @module
 */
import { inferShapes, SpecError, type Padding, type Shape } from '@gradspec/spec';
import { size } from './conv-case.ts';
import type { Random } from './random.ts';

/** One call of avgPool. */
export interface PoolCase {
  readonly x: Shape;
  readonly y: Shape;
  readonly attributes: {
    readonly kernel: readonly number[];
    readonly stride: readonly number[];
    readonly padding: readonly Padding[];
    readonly ceilMode: boolean;
    readonly countIncludePad: boolean;
  };
}

/** A case with 1 to 3 axes, every attribute drawn, whose windows all have an element. */
export function drawPool({ integer, unit }: Random): PoolCase {
  for (;;) {
    const axes = integer(1, 3);
    const each = (draw: () => number) => Array.from({ length: axes }, draw);
    const kernel = each(() => integer(1, 4));
    const attributes = {
      kernel,
      stride: each(() => integer(1, 3)),
      padding: kernel.map((K): Padding => [integer(0, K - 1), integer(0, K - 1)]),
      ceilMode: unit() < 0.5,
      countIncludePad: unit() < 0.5,
    };
    const x = [integer(1, 3), integer(4, 5), ...each(() => integer(1, [30, 13, 6][axes - 1]!))];
    try {
      return { x, y: inferShapes('avgPool', { x }, attributes).outputShapes.y, attributes };
    } catch (error) {
      if (!(error instanceof SpecError)) throw error; // the kernel does not fit: draw again
    }
  }
}

/** Where the elements of a window stand, and how many the mean counts. */
interface Window {
  readonly inside: readonly number[];
  readonly count: number;
}

/** avgPool, window by window. */
export function averageByDefinition(
  pool: PoolCase,
  x: Float64Array,
  dy: Float64Array,
): { y: number[]; dx: number[] } {
  const windows = windowsOf(pool);
  const dx = new Array<number>(x.length).fill(0);
  const y = Array.from(dy, (gradient, o) => {
    const { inside, count } = windows[o % windows.length]!;
    const plane = Math.floor(o / windows.length) * size(pool.x.slice(2));
    for (const at of inside) dx[plane + at]! += gradient / count;
    return inside.reduce((sum, at) => sum + x[plane + at]!, 0) / count;
  });
  return { y, dx };
}

/** The windows of one plane. */
function windowsOf({ x, y, attributes }: PoolCase): Window[] {
  const { kernel, stride, padding, countIncludePad } = attributes;
  let windows: Window[] = [{ inside: [0], count: 1 }];
  kernel.forEach((K, a) => {
    const [S, [before, after]] = [x[a + 2]!, padding[a]!];
    const line = Array.from({ length: y[a + 2]! }, (_, o): Window => {
      const all = Array.from({ length: K }, (__, k) => o * stride[a]! - before + k);
      const inside = all.filter((i) => i >= 0 && i < S);
      return { inside, count: countIncludePad ? all.filter((i) => i < S + after).length : inside.length };
    });
    windows = windows.flatMap((outer) =>
      line.map((inner) => ({
        inside: outer.inside.flatMap((i) => inner.inside.map((j) => i * S + j)),
        count: outer.count * inner.count,
      })),
    );
  });
  return windows;
}
