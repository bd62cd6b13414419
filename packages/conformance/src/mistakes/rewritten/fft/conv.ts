/**
 * conv by the convolution theorem; the stride takes samples of the dense result, and dy is spread by it.
 *
 *   Y = Σ_c X·W̄        dX = Σ_m D·W        dW = Σ_n X·D̄
 *
 * @module
 */
import { defineKernel, tensor, type Call, type SyncKernel } from '@gradspec/spec';
import { perAxis, volume, windowsOf, type Axes, type Windows } from '../windows.ts';
import {
  conjugateProduct,
  layoutOf,
  planeOf,
  product,
  spectraOf,
  sumOf,
  type Layout,
  type Meet,
  type Position,
} from './planes.ts';

/** The places where a slip can be made. */
export interface FftSlips {
  /** The length of the transforms. */
  readonly lengths: (windows: Windows) => Axes;
  /** Where an element of x stands for y and dw. */
  readonly pad: Position;
  /** Where an element of dx is read. */
  readonly crop: Position;
  /** Where an element of y is read. */
  readonly sample: Position;
  /** Where a tap stands for dx. */
  readonly tapBack: Position;
  /** How X and W meet in y, and X and D in dw. */
  readonly meet: Meet;
  readonly meetForWeights: Meet;
  /** What the inverse transform of dw is multiplied by. */
  readonly weightFactor: (points: number) => number;
}

const padded: Position = ({ before }, axis, i) => before[axis] + i;
/** Where window o begins. */
export const sampled: Position = ({ stride }, axis, o) => o * stride[axis];
const tapped: Position = ({ K, dilation, flip }, axis, k) => (flip ? K[axis] - 1 - k : k) * dilation[axis];

const right: FftSlips = {
  lengths: ({ S, before, after }) => perAxis((axis) => S[axis] + before[axis] + after[axis]),
  pad: padded,
  crop: padded,
  sample: sampled,
  tapBack: tapped,
  meet: conjugateProduct,
  meetForWeights: conjugateProduct,
  weightFactor: (points) => 1 / points,
};

function sizesOf({ inputs: { x, w }, attributes, outputShapes: { y } }: Call<'conv'>) {
  const windows = windowsOf({ image: x.shape, kernel: w.shape.slice(2), output: y.slice(2) }, attributes);
  const M = w.shape[0]!;
  const MG = M / windows.groups;
  return { windows, M, MG, C: x.shape[1]!, groupOf: (m: number) => Math.floor(m / MG) };
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** conv by spectra, with slips where they are given. */
export function fftConv(slips: Partial<FftSlips> = {}): SyncKernel<'conv'> {
  const at = { ...right, ...slips };
  const laid = (windows: Windows, sizes: Axes, position: Position): Layout =>
    layoutOf(windows, sizes, at.lengths(windows), position);
  return defineKernel('conv', {
    forward(call) {
      const { x, w, b } = call.inputs;
      const { windows, M, C, groupOf } = sizesOf(call);
      const { N, CG, S, K, O } = windows;
      const X = spectraOf(x.data, laid(windows, S, at.pad));
      const W = spectraOf(w.data, laid(windows, K, tapped));
      const samples = laid(windows, O, at.sample);
      const y = range(N * M).flatMap((plane) => {
        const [n, m] = [Math.floor(plane / M), plane % M];
        const pairs = range(CG).map((c) => [X[n * C + groupOf(m) * CG + c]!, W[m * CG + c]!] as const);
        const values = planeOf(sumOf(pairs, at.meet, samples.lengths), samples);
        return values.map((value) => value + (b?.data[m] ?? 0));
      });
      return { outputs: { y: tensor(call.dtype, call.outputShapes.y, y) }, saved: X };
    },

    backward(call, { outputGrads: { y: dy } }, X) {
      const { x, w, b } = call.inputs;
      const { windows, M, MG, C, groupOf } = sizesOf(call);
      const { N, CG, S, K, O } = windows;
      const D = spectraOf(dy.data, laid(windows, O, sampled));
      const W = spectraOf(w.data, laid(windows, K, at.tapBack));
      const [image, taps] = [laid(windows, S, at.crop), laid(windows, K, tapped)];
      const { lengths } = image;
      const dx = range(N * C).flatMap((plane) => {
        const [n, c] = [Math.floor(plane / C), plane % C];
        const first = Math.floor(c / CG) * MG;
        const pairs = range(MG).map((m) => [D[n * M + first + m]!, W[(first + m) * CG + (c % CG)]!] as const);
        return planeOf(sumOf(pairs, product, lengths), image);
      });
      const dw = range(M * CG).flatMap((plane) => {
        const [m, c] = [Math.floor(plane / CG), groupOf(Math.floor(plane / CG)) * CG + (plane % CG)];
        const pairs = range(N).map((n) => [X[n * C + c]!, D[n * M + m]!] as const);
        return planeOf(sumOf(pairs, at.meetForWeights, lengths), taps, at.weightFactor(volume(lengths)));
      });
      const db = new Float64Array(M);
      dy.data.forEach((value, i) => (db[Math.floor(i / volume(O)) % M]! += value));
      return {
        x: tensor(call.dtype, x.shape, dx),
        w: tensor(call.dtype, w.shape, dw),
        ...(b && { b: tensor(call.dtype, b.shape, db) }),
      };
    },
  });
}
