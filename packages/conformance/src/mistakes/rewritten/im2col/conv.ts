/**
 * conv by columns, the whole batch in one product per group.
 *
 *   y = W·im2col(x) + b        dw = dY·im2col(x)ᵀ        dx = col2im(Wᵀ·dY)        db = the sums of dY's rows
 *
 * @module
 */
import { defineKernel, tensor, type Call, type SyncKernel } from '@gradspec/spec';
import { volume, windowsOf, type Windows } from '../windows.ts';
import {
  channelRows,
  col2im,
  im2col,
  place,
  rowOf,
  type Meeting,
  type Place,
  type RowOf,
} from './columns.ts';
import { matrixOf, product, rowSums, transposed, type Matrix } from './matrix.ts';

/** The places where a slip can be made. */
export interface ConvSlips {
  /** The row of a channel and tap, in all columns. */
  readonly rowOf: RowOf;
  /** The element a tap meets in forward, for dw, and for dx. */
  readonly read: Place;
  readonly readForWeights: Place;
  readonly write: Place;
  /** How col2im brings a value to an element. */
  readonly join: (earlier: number, value: number) => number;
  /** The output gradient of channels `first` … as a matrix [count, N·ΠO]. */
  readonly gradientRows: typeof channelRows;
  /** The group whose kernels group g uses for dx. */
  readonly kernelGroup: (g: number) => number;
  /** db of a group, from the rows of dY. */
  readonly biasGradient: (rows: Matrix, N: number) => number[];
}

const right: ConvSlips = {
  rowOf,
  read: place,
  readForWeights: place,
  write: place,
  join: (earlier, value) => earlier + value,
  gradientRows: channelRows,
  kernelGroup: (g) => g,
  biasGradient: rowSums,
};

function sizesOf({ inputs: { x, w }, attributes, outputShapes: { y } }: Call<'conv'>) {
  const windows = windowsOf({ image: x.shape, kernel: w.shape.slice(2), output: y.slice(2) }, attributes);
  const M = w.shape[0]!;
  return { windows, M, MG: M / attributes.groups, y: { N: windows.N, C: M, P: volume(windows.O) } };
}

/** The kernels of group g, [MG, CG·ΠK]. */
const kernels = (w: ArrayLike<number>, { CG, K }: Windows, MG: number, g: number): Matrix => {
  const rows = CG * volume(K);
  return matrixOf(MG, rows, (m, row) => w[(g * MG + m) * rows + row]!);
};

/** conv by columns, with slips where they are given. */
export function im2colConv(slips: Partial<ConvSlips> = {}): SyncKernel<'conv'> {
  const at = { ...right, ...slips };
  const meeting = (windows: Windows, where: Place): Meeting => ({ windows, place: where, rowOf: at.rowOf });
  return defineKernel('conv', {
    forward(call) {
      const { x, w, b } = call.inputs;
      const { windows, M, MG, y: sizes } = sizesOf(call);
      const { N, P } = sizes;
      const y = new Float64Array(N * M * P);
      for (let g = 0; g < windows.groups; g++) {
        const rows = product(kernels(w.data, windows, MG, g), im2col(meeting(windows, at.read), x.data, g));
        for (let m = 0; m < MG; m++)
          for (let column = 0; column < N * P; column++) {
            const n = Math.floor(column / P);
            y[(n * M + g * MG + m) * P + (column % P)] =
              rows.data[m * N * P + column]! + (b?.data[g * MG + m] ?? 0);
          }
      }
      return { outputs: { y: tensor(call.dtype, call.outputShapes.y, y) }, saved: undefined };
    },

    backward(call, { outputGrads: { y: dy } }) {
      const { x, w, b } = call.inputs;
      const { windows, MG, y: sizes } = sizesOf(call);
      const dx = new Float64Array(x.data.length);
      const [dw, db]: [number[], number[]] = [[], []];
      for (let g = 0; g < windows.groups; g++) {
        const rows = at.gradientRows(dy.data, sizes, g * MG, MG);
        const columns = im2col(meeting(windows, at.readForWeights), x.data, g);
        dw.push(...product(rows, transposed(columns)).data);
        db.push(...at.biasGradient(rows, sizes.N));
        const kernel = transposed(kernels(w.data, windows, MG, at.kernelGroup(g)));
        col2im(meeting(windows, at.write), product(kernel, rows), g, dx, at.join);
      }
      return {
        x: tensor(call.dtype, x.shape, dx),
        w: tensor(call.dtype, w.shape, dw),
        ...(b && { b: tensor(call.dtype, b.shape, db) }),
      };
    },
  });
}
