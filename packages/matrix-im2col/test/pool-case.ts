/**
 * Cases of maxPool and avgPool that nobody chose by hand, and the definition they are measured against.
 *
 * @module
 */
import { inferShapes, SpecError, type Padding, type Shape } from '@gradspec/spec';
import type { Random } from './random.ts';

/** Either pool. */
export type Pool = 'maxPool' | 'avgPool';

/** One call of a pool. */
export interface PoolCase {
  readonly x: Shape;
  readonly y: Shape;
  readonly attributes: {
    readonly kernel: readonly number[];
    readonly stride: readonly number[];
    readonly padding: readonly Padding[];
    readonly ceilMode: boolean;
    /** Of maxPool. */
    readonly dilation?: readonly number[];
    /** Of avgPool. */
    readonly countIncludePad?: boolean;
  };
}

/** The elements of one window. */
export interface Elements {
  /** Where those in x stand, in row-major order. */
  readonly inside: readonly number[];
  /** How many stand in the padding; what hangs over beyond it is none. */
  readonly padding: number;
}

/** y and dx of one call. */
export interface PoolResults {
  readonly y: number[];
  readonly dx: number[];
}

const size = (shape: Shape) => shape.reduce((product, length) => product * length, 1);

/** A case with 1 to 3 axes, every attribute drawn, whose windows all have an element. */
export function drawPool({ integer, unit }: Random, operator: Pool): PoolCase {
  for (;;) {
    const axes = integer(1, 3);
    const each = (draw: () => number) => Array.from({ length: axes }, draw);
    const kernel = each(() => integer(1, 3));
    const dilation = each(() => (operator === 'maxPool' ? integer(1, 3) : 1));
    const most = dilation.map((d, a) => d * (kernel[a]! - 1));
    const attributes = {
      kernel,
      stride: each(() => integer(1, 3)),
      padding: most.map((p): Padding => [integer(0, p), integer(0, p)]),
      ceilMode: unit() < 0.5,
      ...(operator === 'maxPool' ? { dilation } : { countIncludePad: unit() < 0.5 }),
    };
    const x = [integer(1, 3), integer(4, 5), ...each(() => integer(1, [30, 13, 6][axes - 1]!))];
    try {
      return { x, y: inferShapes(operator, { x }, attributes).outputShapes.y, attributes };
    } catch (error) {
      if (!(error instanceof SpecError)) throw error; // the kernel does not fit: draw again
    }
  }
}

/** The elements of every window of a whole call, window after window. */
function windowsOf({ x, y, attributes }: PoolCase): Elements[] {
  const { kernel, stride, padding, dilation } = attributes;
  let plane: Elements[] = [{ inside: [0], padding: 0 }];
  kernel.forEach((K, a) => {
    const [S, [before, after]] = [x[a + 2]!, padding[a]!];
    const line = Array.from({ length: y[a + 2]! }, (_, o): Elements => {
      const all = Array.from({ length: K }, (_, k) => o * stride[a]! - before + k * (dilation?.[a] ?? 1));
      const inside = all.filter((i) => i >= 0 && i < S);
      return { inside, padding: all.filter((i) => i < S + after).length - inside.length };
    });
    plane = plane.flatMap((outer) => line.map((inner) => product(outer, inner, S)));
  });
  return Array.from({ length: x[0]! * x[1]! }, (_, p) =>
    plane.map((window) => ({ ...window, inside: window.inside.map((at) => p * size(x.slice(2)) + at) })),
  ).flat();
}

/** The window over two axes: `inner` has S positions. */
function product(outer: Elements, inner: Elements, S: number): Elements {
  const inside = outer.inside.flatMap((i) => inner.inside.map((j) => i * S + j));
  const all = (outer.inside.length + outer.padding) * (inner.inside.length + inner.padding);
  return { inside, padding: all - inside.length };
}

/** maxPool, window by window. */
export function maxByDefinition(pool: PoolCase, x: Float64Array, dy: Float64Array): PoolResults {
  const winners = windowsOf(pool).map(({ inside }) => {
    const largest = Math.max(...inside.map((at) => x[at]!)); // NaN if there is one
    return inside.find((at) => Object.is(x[at]! + 0, largest + 0))!;
  });
  const dx = Array<number>(x.length).fill(0);
  winners.forEach((at, o) => (dx[at]! += dy[o]!));
  return { y: winners.map((at) => x[at]! + 0), dx };
}

/** avgPool, window by window. */
export function averageByDefinition(pool: PoolCase, x: Float64Array, dy: Float64Array): PoolResults {
  const windows = windowsOf(pool);
  const counts = windows.map(
    ({ inside, padding }) => inside.length + (pool.attributes.countIncludePad ? padding : 0),
  );
  const sums = windows.map(({ inside }) => inside.reduce((sum, at) => sum + x[at]!, 0));
  const dx = Array<number>(x.length).fill(0);
  windows.forEach(({ inside }, o) => inside.forEach((at) => (dx[at]! += dy[o]! / counts[o]!)));
  return { y: sums.map((sum, o) => sum / counts[o]! + 0), dx };
}

/** The first few elements that are not the ones expected, for arrays too long to be shown whole. */
export function differences(got: readonly number[], expected: readonly number[]): string[] {
  const wrong = expected.flatMap((value, at) =>
    Object.is(got[at], value + 0) ? [] : [`element ${at}: expected ${value}, got ${got[at]}`],
  );
  return wrong.slice(0, 5);
}
