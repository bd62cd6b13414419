/**
 * Pools by columns: every channel is an image of its own, and a column is one window.
 *
 *   avgPool   y = the columns' sums / m        dx = col2im(dy / m in every row)
 *   maxPool   y = the columns' maxima          dx = col2im(dy in the row of the first maximum)
 *
 * @module
 */
import { defineKernel, tensor, type Call, type SyncKernel } from '@gradspec/spec';
import { placeOf, volume, windowsOf, type Axes, type Windows } from '../windows.ts';
import { col2im, im2col, place, rowOf, type RowOf } from './columns.ts';
import { matrixOf, type Matrix } from './matrix.ts';

/** The places of avgPool where a slip can be made. */
export interface AvgPoolSlips {
  /** What the sum of window o is divided by. */
  readonly divisor: (windows: Windows, countIncludePad: boolean, o: Axes) => number;
}

/** The places of maxPool where a slip can be made. */
export interface MaxPoolSlips {
  /** What stands in a column where the window hangs over the image. */
  readonly outside: number;
  /** The row of a tap when the gradient goes back to the image. */
  readonly rowBack: RowOf;
}

/** Elements between the leading padding and the trailing one, or between the image's ends, in window o. */
function counted({ S, K, stride, before, after }: Windows, countIncludePad: boolean, o: Axes): number {
  const along = (axis: 0 | 1 | 2) => {
    const start = o[axis] * stride[axis] - before[axis];
    const [first, end] = countIncludePad ? [-before[axis], S[axis] + after[axis]] : [0, S[axis]];
    return Math.min(start + K[axis], end) - Math.max(start, first);
  };
  return along(0) * along(1) * along(2);
}

/** The planes of a call as images of one channel. */
function planesOf({ inputs: { x }, attributes, outputShapes: { y } }: Call<'avgPool'> | Call<'maxPool'>) {
  const [N, C, ...S] = x.shape as [number, number, ...number[]];
  const { kernel } = attributes;
  return windowsOf({ image: [N * C, 1, ...S], kernel, output: y.slice(2) }, attributes);
}

/** avgPool by columns, with slips where they are given. */
export function im2colAvgPool({ divisor = counted }: Partial<AvgPoolSlips> = {}): SyncKernel<'avgPool'> {
  const divisorOf = (windows: Windows, { attributes }: Call<'avgPool'>, column: number) =>
    divisor(windows, attributes.countIncludePad, placeOf(column % volume(windows.O), windows.O));
  return defineKernel('avgPool', {
    forward(call) {
      const windows = planesOf(call);
      const columns = im2col({ windows, place, rowOf }, call.inputs.x.data, 0);
      const y = Array.from({ length: columns.columns }, (_, column) => {
        const sum = columnOf(columns, column).reduce((a, b) => a + b, 0);
        return sum / divisorOf(windows, call, column);
      });
      return { outputs: { y: tensor(call.dtype, call.outputShapes.y, y) }, saved: undefined };
    },
    backward(call, { outputGrads: { y: dy } }) {
      const windows = planesOf(call);
      const { shape, data } = call.inputs.x;
      const dx = new Float64Array(data.length);
      const spread = matrixOf(
        volume(windows.K),
        dy.data.length,
        (_, column) => dy.data[column]! / divisorOf(windows, call, column),
      );
      col2im({ windows, place, rowOf }, spread, 0, dx);
      return { x: tensor(call.dtype, shape, dx) };
    },
  });
}

/** The values of a column, from the first row to the last. */
const columnOf = ({ rows, columns, data }: Matrix, column: number): number[] =>
  Array.from({ length: rows }, (_, row) => data[row * columns + column]!);

/** maxPool by columns, with slips where they are given. */
export function im2colMaxPool({
  outside = -Infinity,
  rowBack = rowOf,
}: Partial<MaxPoolSlips> = {}): SyncKernel<'maxPool'> {
  return defineKernel('maxPool', {
    forward(call) {
      const windows = planesOf(call);
      const columns = im2col({ windows, place, rowOf }, call.inputs.x.data, 0, outside);
      const winners = Array.from({ length: columns.columns }, (_, column) => {
        const values = columnOf(columns, column);
        return values.indexOf(Math.max(...values));
      });
      const y = winners.map((row, column) => columns.data[row * columns.columns + column]!);
      return { outputs: { y: tensor(call.dtype, call.outputShapes.y, y) }, saved: winners };
    },
    backward(call, { outputGrads: { y: dy } }, winners) {
      const windows = planesOf(call);
      const { shape, data } = call.inputs.x;
      const dx = new Float64Array(data.length);
      const routed = matrixOf(volume(windows.K), dy.data.length, (row, column) =>
        winners[column] === row ? dy.data[column]! : 0,
      );
      col2im({ windows, place, rowOf: rowBack }, routed, 0, dx);
      return { x: tensor(call.dtype, shape, dx) };
    },
  });
}
