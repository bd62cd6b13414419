/**
 * The windows of a pool, channel by channel, for mistakes that choose or weigh their elements otherwise.
 *
 * @module
 */
import { elementCount, tensor, type Call, type FloatTensor, type Padding } from '@gradspec/spec';
import { rightIndex, tapsOf, type IndexMap } from '../taps.ts';

/** One window: the position of its y, and those of its elements in x; undefined in the padding or overhang. */
export interface PoolWindow {
  readonly y: number;
  readonly elements: readonly (number | undefined)[];
  /** The position in x of its plane's first element. */
  readonly plane: number;
}

/** Every window in row-major order. */
export function windowsOf(
  call: Call<'maxPool'> | Call<'avgPool'>,
  at: IndexMap = rightIndex,
): readonly PoolWindow[] {
  const [N, C, ...input] = call.inputs.x.shape as [number, number, ...number[]];
  const output = call.outputShapes.y.slice(2);
  const { kernel, stride, padding } = call.attributes as {
    kernel: readonly number[];
    stride: readonly number[];
    padding: readonly Padding[];
  };
  const dilation = 'dilation' in call.attributes ? call.attributes.dilation : kernel.map(() => 1);
  const taps = tapsOf({ input, kernel, output, stride, padding, dilation }, at);
  const [S, O, K] = [elementCount(input), elementCount(output), elementCount(kernel)];
  return Array.from({ length: N * C * O }, (_, y) => {
    const plane = Math.floor(y / O) * S;
    const first = (y % O) * K;
    const elements = taps.slice(first, first + K).map(({ i }) => (i === undefined ? undefined : plane + i));
    return { y, elements, plane };
  });
}

/** The positions of a window's real elements. */
export const realElements = ({ elements }: PoolWindow): number[] =>
  elements.filter((element) => element !== undefined);

/** The position of the first maximum; the first NaN where there is one. */
export function winnerOf(x: ArrayLike<number>, elements: readonly number[]): number {
  return elements.reduce((best, i) =>
    x[i]! > x[best]! || (Number.isNaN(x[i]) && !Number.isNaN(x[best])) ? i : best,
  );
}

/** A gradient of x that every window adds its part to, or puts it in place of what is there. */
export function spread(
  call: Call<'maxPool'> | Call<'avgPool'>,
  part: (window: PoolWindow, write: (x: number, value: number) => void) => void,
  overwrite = false,
): FloatTensor {
  const { x } = call.inputs;
  const dx = new Float64Array(x.data.length);
  for (const window of windowsOf(call))
    part(window, (i, value) => (dx[i] = overwrite ? value : dx[i]! + value));
  return tensor(call.dtype, x.shape, dx);
}

/** m of every window of avgPool: the elements that are counted. */
export function countsOf(call: Call<'avgPool'>): readonly number[] {
  const { countIncludePad, padding } = call.attributes;
  const S = call.inputs.x.shape.slice(2);
  // The overhang counts as outside of x and its padding: a plane that is larger by the padding holds all that is counted.
  const around = padding.map(([before, after], axis) => before + S[axis]! + after);
  const padded = {
    ...call,
    inputs: { x: { ...call.inputs.x, shape: [...call.inputs.x.shape.slice(0, 2), ...around] } },
  };
  const windows = countIncludePad ? windowsOf(padded, ({ o, s, k }) => o * s + k) : windowsOf(call);
  return windows.map((window) => realElements(window).length);
}
