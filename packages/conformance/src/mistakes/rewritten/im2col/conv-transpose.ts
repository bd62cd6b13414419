/**
 * convTranspose by columns: conv's input gradient as a forward pass, so that image and windows change places.
 *
 *   y = col2im(Wᵀ·X) + b        dx = W·im2col(dy)        dw = X·im2col(dy)ᵀ        db = the sums of dy's channels
 *
 * @module
 */
import { defineKernel, tensor, threeAxes, type Call, type SyncKernel } from '@gradspec/spec';
import { volume, windowsOf, type Axes, type Windows } from '../windows.ts';
import { channelRows, col2im, im2col, place, rowOf, type Place } from './columns.ts';
import { matrixOf, product, rowSums, transposed, type Matrix } from './matrix.ts';

/** How many channels one group has on either side, and how many taps there are. */
interface GroupSizes {
  readonly CG: number;
  readonly MG: number;
  readonly taps: number;
}

/** The places where a slip can be made. */
export interface ConvTransposeSlips {
  /** The element of y that tap k of element o of x is added to. */
  readonly write: (outputPadding: Axes) => Place;
  /** The element of dy that it reads for dx. */
  readonly read: Place;
  /** Where the weight of channels c → m and of a tap stands among those of a group. */
  readonly weightAt: (sizes: GroupSizes, c: number, m: number, tap: number) => number;
}

const right: ConvTransposeSlips = {
  write: () => place,
  read: place,
  weightAt: ({ MG, taps }, c, m, tap) => (c * MG + m) * taps + tap,
};

function sizesOf({ inputs: { x, w }, attributes, outputShapes: { y } }: Call<'convTranspose'>) {
  const windows = windowsOf({ image: y, kernel: w.shape.slice(2), output: x.shape.slice(2) }, attributes);
  const { N, groups, CG: MG, K, O, S } = windows;
  const C = x.shape[1]!;
  const group: GroupSizes = { CG: C / groups, MG, taps: volume(K) };
  return { windows, group, x: { N, C, P: volume(O) }, y: { N, C: MG * groups, P: volume(S) } };
}

/** convTranspose by columns, with slips where they are given. */
export function im2colConvTranspose(slips: Partial<ConvTransposeSlips> = {}): SyncKernel<'convTranspose'> {
  const at = { ...right, ...slips };
  const meeting = (windows: Windows, where: Place) => ({ windows, place: where, rowOf });
  /** Where the element of a row and column of group g's matrix [CG, MG·ΠK] stands in w. */
  const weightAt = (sizes: GroupSizes, g: number, c: number, row: number) => {
    const { CG, MG, taps } = sizes;
    return g * CG * MG * taps + at.weightAt(sizes, c, Math.floor(row / taps), row % taps);
  };
  const kernel = (w: ArrayLike<number>, sizes: GroupSizes, g: number): Matrix =>
    matrixOf(sizes.CG, sizes.MG * sizes.taps, (c, row) => w[weightAt(sizes, g, c, row)]!);

  return defineKernel('convTranspose', {
    forward(call) {
      const { x, w, b } = call.inputs;
      const { windows, group, x: ofX, y: ofY } = sizesOf(call);
      const { P } = ofY;
      const y = Float64Array.from(
        { length: ofY.N * ofY.C * P },
        (_, i) => b?.data[Math.floor(i / P) % ofY.C] ?? 0,
      );
      const write = at.write(threeAxes(call.attributes.outputPadding, 0));
      for (let g = 0; g < windows.groups; g++) {
        const rows = channelRows(x.data, ofX, g * group.CG, group.CG);
        const columns = product(transposed(kernel(w.data, group, g)), rows);
        col2im(meeting(windows, write), columns, g, y);
      }
      return { outputs: { y: tensor(call.dtype, call.outputShapes.y, y) }, saved: undefined };
    },

    backward(call, { outputGrads: { y: dy } }) {
      const { x, w, b } = call.inputs;
      const { windows, group, x: ofX, y: ofY } = sizesOf(call);
      const { N, C, P } = ofX;
      const dx = new Float64Array(x.data.length);
      const dw = new Float64Array(w.data.length);
      for (let g = 0; g < windows.groups; g++) {
        const first = g * group.CG;
        const met = product(kernel(w.data, group, g), im2col(meeting(windows, at.read), dy.data, g));
        met.data.forEach((value, i) => {
          const [c, column] = [Math.floor(i / (N * P)), i % (N * P)];
          dx[(Math.floor(column / P) * C + first + c) * P + (column % P)] = value;
        });
        const columns = im2col(meeting(windows, place), dy.data, g);
        const weights = product(channelRows(x.data, ofX, first, group.CG), transposed(columns));
        weights.data.forEach((value, i) => {
          const row = i % weights.columns;
          dw[weightAt(group, g, Math.floor(i / weights.columns), row)] = value;
        });
      }
      return {
        x: tensor(call.dtype, x.shape, dx),
        w: tensor(call.dtype, w.shape, dw),
        ...(b && { b: tensor(call.dtype, b.shape, rowSums(channelRows(dy.data, ofY, 0, ofY.C))) }),
      };
    },
  });
}
