/**
 * The windows of a pool, found by asking it.
 *
 *   avgPool   y[o] = Σ f·x[i]: x is 1 at one place, and f stands in y
 *   maxPool   x is below 0 but for one place: y is what stands there wherever the window holds it, and f is 1
 *   backward  dy is 1 at one place, and the share of every x stands in dx
 *
 * @module
 */
import { elementCount, inferShapes, tensor, type FloatTensor, type Shape } from '@gradspec/spec';
import type { AnyKernel } from '../../runner/any-kernel.ts';

/** The pools. */
export type Pool = 'maxPool' | 'avgPool';

/** A call of a pool without its numbers. */
export interface PoolCall {
  readonly operator: Pool;
  readonly x: Shape;
  readonly y: Shape;
  readonly attributes: object;
}

/** For every output by its flat place: which inputs it has to do with, and with what factor. */
export type Windows = readonly ReadonlyMap<number, number>[];

const [N, C] = [2, 3];
const attributes: Readonly<Record<Pool, readonly object[]>> = {
  avgPool: [true, false].map((countIncludePad) => ({
    kernel: [2, 3],
    stride: [2, 2],
    padding: [
      [1, 0],
      [0, 1],
    ],
    ceilMode: true,
    countIncludePad,
  })),
  maxPool: [
    {
      kernel: [2, 3],
      stride: [2, 1],
      padding: [
        [1, 0],
        [0, 1],
      ],
      dilation: [2, 1],
      ceilMode: true,
    },
  ],
};

/** The calls in which the windows of a pool are looked at. */
export function poolCalls(operator: Pool): PoolCall[] {
  const x = [N, C, 4, 6];
  return attributes[operator].map((given) => {
    const { outputShapes } = inferShapes(operator, { x }, given);
    return { operator, x, y: (outputShapes as { y: Shape }).y, attributes: given };
  });
}

/** What is below this is left over from sums that come to 0. */
const rest = 1e-9;

/** Different numbers of both signs: every window has one largest. */
const background = (shape: Shape): FloatTensor =>
  tensor(
    'float64',
    shape,
    Array.from({ length: elementCount(shape) }, (_, at) => Math.sin(1 + at * 2.7)),
  );

/** x with one place that is told apart. */
function marked({ operator, x }: PoolCall, at: number): FloatTensor {
  const other = operator === 'avgPool' ? 0 : -1;
  return tensor(
    'float64',
    x,
    Array.from({ length: elementCount(x) }, (_, place) => (place === at ? 1 : other)),
  );
}

/** Which inputs each output has to do with, forward. */
export async function forwardWindows(kernel: AnyKernel, call: PoolCall): Promise<Windows> {
  const windows = Array.from({ length: elementCount(call.y) }, () => new Map<number, number>());
  for (let i = 0; i < elementCount(call.x); i++) {
    const { outputs } = await kernel.forward({ x: marked(call, i) }, call.attributes);
    outputs.y!.data.forEach((value, o) => {
      if (value > rest || (call.operator === 'avgPool' && value < -rest)) windows[o]?.set(i, value);
    });
  }
  return windows;
}

/** Which inputs have a share of each output's gradient. */
export async function backwardWindows(kernel: AnyKernel, call: PoolCall): Promise<Windows> {
  const windows = Array.from({ length: elementCount(call.y) }, () => new Map<number, number>());
  for (const [o, window] of windows.entries()) {
    const { saved } = await kernel.forward({ x: background(call.x) }, call.attributes);
    const dy = tensor(
      'float64',
      call.y,
      windows.map((_, at) => (at === o ? 1 : 0)),
    );
    const { x: dx } = await kernel.backward!({ y: dy }, saved, ['x']);
    dx!.data.forEach((value, i) => {
      if (Math.abs(value) > rest) window.set(i, value);
    });
  }
  return windows;
}

/** y where all of x is −1. */
export async function allBelowZero(kernel: AnyKernel, call: PoolCall): Promise<ArrayLike<number>> {
  return (await kernel.forward({ x: marked(call, -1) }, call.attributes)).outputs.y!.data.slice();
}

/** The shape of y. */
export async function shapeOfY(kernel: AnyKernel, call: PoolCall): Promise<Shape> {
  return (await kernel.forward({ x: background(call.x) }, call.attributes)).outputs.y!.shape;
}
