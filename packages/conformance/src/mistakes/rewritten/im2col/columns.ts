/**
 * Images as columns: one column for every window of the whole batch, one row for every channel and tap of a group.
 *
 *   columns[(c, k), (n, o)] = x[n, g·CG + c, o·s − p₀ + k·d]
 *
 * @module
 */
import { numberOf, volume, type Axes, type Windows } from '../windows.ts';
import { matrixOf, type Matrix } from './matrix.ts';

/** The index along an axis that tap k of window o meets. */
export type Place = (windows: Windows, axis: 0 | 1 | 2, o: number, k: number) => number;
/** The row of a channel and a tap. */
export type RowOf = (windows: Windows, c: number, tap: Axes) => number;
/** How the windows meet the image. */
export interface Meeting {
  readonly windows: Windows;
  readonly place: Place;
  readonly rowOf: RowOf;
}

/** o·s − p₀ + k·d. */
export const place: Place = ({ K, stride, before, dilation, flip }, axis, o, k) =>
  o * stride[axis] - before[axis] + (flip ? K[axis] - 1 - k : k) * dilation[axis];

/** Channels first, then taps in row-major order. */
export const rowOf: RowOf = ({ K }, c, tap) => c * volume(K) + numberOf(tap, K);

/** Visits every row and column whose element is inside the image, with the element's index. */
function visit(
  { windows, place, rowOf }: Meeting,
  g: number,
  see: (row: number, column: number, element: number) => void,
): void {
  const { N, groups, CG, S, K, O } = windows;
  const inside = (i: number, axis: 0 | 1 | 2) => i >= 0 && i < S[axis];
  for (let c = 0; c < CG; c++)
    for (let kd = 0; kd < K[0]; kd++)
      for (let kh = 0; kh < K[1]; kh++)
        for (let kw = 0; kw < K[2]; kw++) {
          const row = rowOf(windows, c, [kd, kh, kw]);
          for (let n = 0; n < N; n++)
            for (let od = 0; od < O[0]; od++)
              for (let oh = 0; oh < O[1]; oh++)
                for (let ow = 0; ow < O[2]; ow++) {
                  const [d, h, w] = [
                    place(windows, 0, od, kd),
                    place(windows, 1, oh, kh),
                    place(windows, 2, ow, kw),
                  ];
                  if (!inside(d, 0) || !inside(h, 1) || !inside(w, 2)) continue;
                  const column = n * volume(O) + numberOf([od, oh, ow], O);
                  see(
                    row,
                    column,
                    (n * groups + g) * CG * volume(S) + c * volume(S) + numberOf([d, h, w], S),
                  );
                }
        }
}

/** The columns of group g; `outside` stands where there is no image. */
export function im2col(meeting: Meeting, x: ArrayLike<number>, g: number, outside = 0): Matrix {
  const { N, CG, K, O } = meeting.windows;
  const columns = matrixOf(CG * volume(K), N * volume(O), () => outside);
  visit(meeting, g, (row, column, element) => {
    columns.data[row * columns.columns + column] = x[element]!;
  });
  return columns;
}

/** Brings columns of group g back to where they were taken from. */
export function col2im(
  meeting: Meeting,
  columns: Matrix,
  g: number,
  x: Float64Array,
  join: (earlier: number, value: number) => number = (earlier, value) => earlier + value,
): void {
  visit(meeting, g, (row, column, element) => {
    x[element] = join(x[element]!, columns.data[row * columns.columns + column]!);
  });
}

/** Channels `first` … `first + count − 1` of t[N, C, P] as rows, [count, N·P]: N moves behind the channel. */
export function channelRows(
  t: ArrayLike<number>,
  { N, C, P }: { readonly N: number; readonly C: number; readonly P: number },
  first: number,
  count: number,
): Matrix {
  return matrixOf(
    count,
    N * P,
    (row, column) => t[(Math.floor(column / P) * C + first + row) * P + (column % P)]!,
  );
}
