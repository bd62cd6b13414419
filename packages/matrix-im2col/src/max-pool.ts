/**
 * maxPool: the largest element of every window.
 *
 *   y[n, c, o] = max_k x[n, c, o·s − p₀ + k·d]
 *   dx         += dy at the first maximum of each window in row-major order, or at the first NaN
 *
 * Around x stands −∞, which never wins. The backward pass looks for the winners again: that costs less than to keep them.
 *
 * @module
 */
import { withKernels } from '@gradspec/kernels';
import { defineKernel, zeros } from '@gradspec/spec';
import { backwardPass, forwardPass, runsOf } from './pooling/passes.ts';
import { firstElements, windowsOf } from './pooling/windows.ts';

/** The maximum over windows of 1, 2 or 3 axes, float32 and float64. */
export const maxPool = defineKernel('maxPool', {
  forward(call) {
    const { dtype, inputs, outputShapes } = call;
    const windows = windowsOf(call);
    const y = zeros(dtype, outputShapes.y);
    withKernels((kernels) => {
      const { K, taps, R, starts, L, step } = runsOf(kernels.arena, windows);
      const arrays = { x: inputs.x.data, y: y.data, outside: -Infinity };
      forwardPass(kernels, dtype, windows, arrays, (from, to) =>
        kernels[dtype].maxRuns(K, taps, from, R, starts, L, step, to),
      );
    });
    return { outputs: { y }, saved: windows };
  },

  backward({ dtype, inputs: { x } }, { outputGrads: { y: dy } }, windows) {
    const dx = zeros(dtype, x.shape);
    withKernels((kernels) => {
      const { K, taps, R, starts, L, step } = runsOf(kernels.arena, windows);
      const firsts = kernels.arena.putIntegers(firstElements(windows));
      const arrays = { x: x.data, dy: dy.data, dx: dx.data };
      backwardPass(kernels, dtype, windows, arrays, (gradient, to, from) =>
        kernels[dtype].routeRuns(K, taps, from, R, starts, L, step, firsts, gradient, to, windows.apart),
      );
    });
    return { x: dx };
  },
});
