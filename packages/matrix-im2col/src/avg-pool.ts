/**
 * avgPool: the mean of every window.
 *
 *   y[n, c, o] = (1 / m) Σ_k x[n, c, o·s − p₀ + k]
 *   dx         += dy / m at every element of each window
 *
 * Around x stands 0, which adds nothing. m counts the elements of the window that are in x, with `countIncludePad` those in
 * the padding too, never what a `ceilMode` window hangs over beyond it; it is a product of one count per axis.
 *
 * @module
 */
import { withKernels, type Kernels } from '@gradspec/kernels';
import { defineKernel, zeros, type Call } from '@gradspec/spec';
import { backwardPass, forwardPass, runsOf } from './pooling/passes.ts';
import { countedElements, windowsOf, type Windows } from './pooling/windows.ts';

/** The mean over windows of 1, 2 or 3 axes, float32 and float64. */
export const avgPool = defineKernel('avgPool', {
  forward(call) {
    const { dtype, inputs, outputShapes } = call;
    const windows = windowsOf(call);
    const y = zeros(dtype, outputShapes.y);
    withKernels((kernels) => {
      const { K, taps, R, starts, L, step } = runsOf(kernels.arena, windows);
      const { rows, columns } = putCounts(kernels, call, windows);
      const arrays = { x: inputs.x.data, y: y.data, outside: 0 };
      forwardPass(kernels, dtype, windows, arrays, (from, to) =>
        kernels[dtype].averageRuns(K, taps, from, R, starts, L, step, rows, columns, to),
      );
    });
    return { outputs: { y }, saved: windows };
  },

  backward(call, { outputGrads: { y: dy } }, windows) {
    const { dtype, inputs } = call;
    const dx = zeros(dtype, inputs.x.shape);
    withKernels((kernels) => {
      const { K, taps, R, starts, L, step } = runsOf(kernels.arena, windows);
      const { rows, columns } = putCounts(kernels, call, windows);
      backwardPass(kernels, dtype, windows, { dy: dy.data, dx: dx.data }, (gradient, to) =>
        kernels[dtype].shareRuns(K, taps, to, R, starts, L, step, rows, columns, gradient, windows.apart),
      );
    });
    return { x: dx };
  },
});

/** Puts the counts of the windows' elements into the kernels' memory. */
function putCounts(
  { arena }: Kernels,
  { dtype, attributes }: Call<'avgPool'>,
  windows: Windows,
): { rows: number; columns: number } {
  const { rows, columns } = countedElements(windows, attributes.countIncludePad);
  return { rows: arena.put(dtype, rows), columns: arena.put(dtype, columns) };
}
