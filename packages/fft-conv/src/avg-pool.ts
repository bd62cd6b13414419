/**
 * avgPool as a correlation of every channel with a kernel of ones.
 *
 *   y[n, c, o] = (1 / m) Σ_k x[n, c, o·s − p₀ + k]        dx = the adjoint of dy / m
 *
 * m counts the elements of the window that are in x, with `countIncludePad` those in the padding too, never what a `ceilMode`
 * window hangs over beyond it; it is a product of one count per axis.
 *
 * @module
 */
import { arrayOf, defineKernel, elementCount, owned, threeAxes, type Call } from '@gradspec/spec';
import { along, back } from './convolution.ts';
import { geometryOf, perAxis, type Geometry } from './geometry.ts';

/** The mean over windows of 1, 2 or 3 axes. */
export const avgPool = defineKernel('avgPool', {
  forward(call) {
    const { dtype, inputs, outputShapes } = call;
    const { geometry, w } = sumOf(call);
    const counts = countsOf(call, geometry);
    const y = along(geometry, dtype, { x: inputs.x.data, w });
    y.forEach((sum, at) => (y[at] = sum / counts[at % counts.length]!));
    return { outputs: { y: owned(dtype, outputShapes.y, y) }, saved: { geometry, w, counts } };
  },

  backward({ dtype, inputs: { x } }, { outputGrads: { y } }, { geometry, w, counts }) {
    const dy = y.data.map((value, at) => value / counts[at % counts.length]!);
    return { x: owned(dtype, x.shape, back(geometry, dtype, { dy, w })) };
  },
});

/** The sum over windows as a conv of one channel: every channel of every sample is a sample of it. */
function sumOf({ dtype, inputs: { x }, attributes, outputShapes }: Call<'avgPool'>) {
  const { kernel, stride, padding } = attributes;
  const single = ([N, C, ...rest]: readonly number[]) => [N! * C!, 1, ...rest];
  const shape = [1, 1, ...kernel];
  const geometry = geometryOf(
    { stride, padding, dilation: kernel.map(() => 1), groups: 1, flip: false },
    { x: single(x.shape), w: shape, y: single(outputShapes.y) },
  );
  return { geometry, w: new (arrayOf(dtype))(elementCount(shape)).fill(1) };
}

/** m of every output of one plane. */
function countsOf({ attributes }: Call<'avgPool'>, { S, K, O, stride }: Geometry): Float64Array {
  const padding = threeAxes(attributes.padding, [0, 0] as const);
  const [D, H, W] = perAxis((axis) => {
    const [before, after] = padding[axis];
    const [low, high] = attributes.countIncludePad ? [-before, S[axis] + after] : [0, S[axis]];
    return Array.from({ length: O[axis] }, (_, o) => {
      const first = o * stride[axis] - before;
      return Math.min(first + K[axis], high) - Math.max(first, low);
    });
  });
  return Float64Array.from(D.flatMap((d) => H.flatMap((h) => W.map((w) => d * h * w))));
}
