/**
 * `maxPool` and `avgPool` in TensorFlow.js, and the gradient kernels that its own gradients run.
 *
 * Its average leaves padding out of the count, so where padding counts it is made of real zeros. Its gradient of the
 * average divides by the whole kernel in any case, which is wrong where padding is left out: that call has no gradient.
 *
 * @module
 */
import * as tf from '@tensorflow/tfjs';
import type { Call, FloatTensor, Padding } from '@gradspec/spec';
import type { Computation, EngineOperator } from '../engine.ts';
import { notImplemented } from '../not-implemented.ts';
import { reachedPadding } from '../reached-padding.ts';
import { explicitPadding, fromChannelsLast, toChannelsLast, twoAxes } from './channels-last.ts';
import { download, hasKernel, session, type Backend, type Session } from './session.ts';

type Pool = 'maxPool' | 'avgPool';
type PoolCall = Call<'maxPool'> | Call<'avgPool'>;
const gradKernels = { maxPool: tf.MaxPoolGrad, avgPool: tf.AvgPoolGrad } as const;

function checkPool({ operator, inputs: { x }, attributes }: PoolCall): void {
  if (x.shape.length > 4)
    notImplemented({ operator, argument: 'x', expected: 'one or two spatial axes', got: x.shape });
  if ('dilation' in attributes && attributes.dilation.some((d) => d !== 1))
    notImplemented({
      operator,
      argument: 'dilation',
      expected: '1 along every axis (TensorFlow.js has no such kernel)',
      got: attributes.dilation,
    });
}

const isZero = (padding: readonly Padding[]) =>
  padding.every(([before, after]) => before === 0 && after === 0);

/** How padding is divided: what is written as zeros into x, and what the pool itself leaves out. */
function dividePadding(call: PoolCall): { zeros: Padding[]; absent: Padding[] } {
  const reached = reachedPadding(call);
  const none = reached.map((): Padding => [0, 0]);
  if (!('countIncludePad' in call.attributes) || !call.attributes.countIncludePad)
    return { zeros: none, absent: reached };
  const { padding } = call.attributes;
  return {
    zeros: reached.map(([before, after], axis): Padding => [before, Math.min(after, padding[axis]![1])]),
    absent: reached.map(([, after], axis): Padding => [0, Math.max(0, after - padding[axis]![1])]),
  };
}

/** A pool in the engine: its x, and how it runs on x once zeros are written around it. */
interface Pooling {
  readonly x: tf.Tensor4D;
  readonly zeros: tf.backend_util.ExplicitPadding | undefined;
  readonly attributes: {
    readonly filterSize: [number, number];
    readonly strides: [number, number];
    readonly pad: tf.backend_util.ExplicitPadding;
  };
}

const padded = ({ x, zeros }: Pooling): tf.Tensor4D => (zeros ? tf.pad(x, zeros) : tf.clone(x));
const pooled = (kernel: Pool, input: tf.Tensor4D, { attributes }: Pooling): tf.Tensor4D => {
  const { filterSize, strides, pad } = attributes;
  return (kernel === 'maxPool' ? tf.maxPool : tf.avgPool)(input, filterSize, strides, pad);
};

/** The gradient of x, or why there is none. */
function poolGradient(
  s: Session,
  call: PoolCall,
  pooling: Pooling,
  dyGiven: FloatTensor,
): Computation<FloatTensor> | string {
  const { operator, inputs } = call;
  const kernel = gradKernels[operator];
  if (!hasKernel(s.backend, kernel)) return `the backend ${s.backend} has no kernel ${kernel}`;
  if (operator === 'avgPool' && pooling.attributes.pad.flat().some((p) => p !== 0))
    return 'AvgPoolGrad divides by the whole kernel where padding is not counted';
  const dy = s.upload(dyGiven, toChannelsLast);
  const input = s.keep(() => padded(pooling));
  const output = s.keep(() => pooled(operator, input, pooling));
  const tensors: tf.NamedTensorMap = operator === 'maxPool' ? { dy, input, output } : { dy, input };
  const { zeros, x, attributes } = pooling;
  return s.computation(
    () => {
      const dPadded = tf.engine().runKernel<tf.Tensor4D>(kernel, tensors, { ...attributes });
      return zeros ? tf.slice(dPadded, [0, zeros[1][0], zeros[2][0], 0], x.shape) : dPadded;
    },
    (dx) => download(fromChannelsLast(dx), inputs.x.shape),
  );
}

/** One of the two pools on a backend. */
export function poolOn<Op extends Pool>(operator: Op, backend: Backend): EngineOperator<Op> {
  return {
    backward: hasKernel(backend, gradKernels[operator]),
    open(given, outputGrads) {
      const call = given as PoolCall;
      checkPool(call);
      const { zeros, absent } = dividePadding(call);
      const s = session(backend);
      const pooling = {
        x: s.upload(call.inputs.x, toChannelsLast),
        zeros: isZero(zeros) ? undefined : explicitPadding(zeros),
        attributes: {
          filterSize: twoAxes(call.attributes.kernel, 1),
          strides: twoAxes(call.attributes.stride, 1),
          pad: explicitPadding(absent),
        },
      };
      const forward = s.computation(
        () => pooled(operator, padded(pooling), pooling),
        (y) => ({ y: download(fromChannelsLast(y), call.outputShapes.y) }),
      );
      const gradients = outputGrads ? { x: poolGradient(s, call, pooling, outputGrads.y) } : {};
      return { forward, gradients, close: () => s.close() };
    },
  };
}
