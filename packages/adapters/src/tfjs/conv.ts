/**
 * `conv` in TensorFlow.js: tf.conv2d and tf.depthwiseConv2d, and for the gradients the kernels that their own gradients
 * run, each alone.
 *
 * It has no grouped convolution other than depthwise, strides or dilations but not both, and no gradient of a dilated
 * one. Which gradient kernels there are depends on the backend and is asked for, not assumed.
 *
 * @module
 */
import * as tf from '@tensorflow/tfjs';
import type { Call, FloatTensor, Outputs } from '@gradspec/spec';
import type { Computation, EngineCall, EngineOperator } from '../engine.ts';
import { notImplemented } from '../not-implemented.ts';
import {
  explicitPadding,
  fromChannelsLast,
  fromKernelLayout,
  toChannelsLast,
  toKernelLayout,
  twoAxes,
} from './channels-last.ts';
import { download, hasKernel, session, type Backend, type Session } from './session.ts';

const isOne = (values: readonly number[]) => values.every((value) => value === 1);

function checkConv({ inputs: { x }, attributes }: Call<'conv'>): void {
  const { stride, dilation, groups } = attributes;
  const operator = 'conv';
  if (x.shape.length > 4)
    notImplemented({ operator, argument: 'x', expected: 'one or two spatial axes', got: x.shape });
  if (groups !== 1 && groups !== x.shape[1])
    notImplemented({
      operator,
      argument: 'groups',
      expected: `1 or C = ${x.shape[1]} (TensorFlow.js has no other grouped convolution)`,
      got: groups,
    });
  if (!isOne(stride) && !isOne(dilation))
    notImplemented({
      operator,
      argument: 'dilation',
      expected: `1 where the stride is not (stride ${JSON.stringify(stride)})`,
      got: dilation,
    });
}

/** The operator on a backend. */
export function convOn(backend: Backend): EngineOperator<'conv'> {
  return {
    backward: true,
    open(call, outputGrads) {
      checkConv(call);
      const s = session(backend);
      const { x, w, b } = call.inputs;
      const { groups } = call.attributes;
      const tensors = {
        x: s.upload(x, toChannelsLast),
        w: s.upload(w, (t) => toKernelLayout(t, groups)),
        b: b && s.upload(b, (t) => tf.clone(t)),
      };
      const forward = s.computation(
        () => convForward(call, tensors),
        (y) => ({ y: download(fromChannelsLast(y), call.outputShapes.y) }),
      );
      const gradients = outputGrads ? convGradients(s, call, tensors, outputGrads) : {};
      return { forward, gradients, close: () => s.close() };
    },
  };
}

interface ConvTensors {
  readonly x: tf.Tensor4D;
  readonly w: tf.Tensor4D;
  readonly b: tf.Tensor | undefined;
}

function convForward({ attributes }: Call<'conv'>, { x, w, b }: ConvTensors): tf.Tensor4D {
  const pad = explicitPadding(attributes.padding);
  const strides = twoAxes(attributes.stride, 1);
  const dilations = twoAxes(attributes.dilation, 1);
  const conv = attributes.groups === 1 ? tf.conv2d : tf.depthwiseConv2d;
  const y = conv(x, w, strides, pad, 'NHWC', dilations);
  return b ? tf.add(y, b) : y;
}

function convGradients(
  s: Session,
  { inputs, attributes }: Call<'conv'>,
  { x, w, b }: ConvTensors,
  outputGrads: Outputs<'conv'>,
): EngineCall['gradients'] {
  const dy = s.upload(outputGrads.y, toChannelsLast);
  const dense = attributes.groups === 1;
  const attrs = {
    strides: twoAxes(attributes.stride, 1),
    pad: explicitPadding(attributes.padding),
    dataFormat: 'NHWC',
    dilations: [1, 1],
  };
  const alone = (
    kernel: string,
    tensors: tf.NamedTensorMap,
    sizes: tf.NamedAttrMap,
    read: (result: tf.Tensor4D) => FloatTensor,
  ): Computation<FloatTensor> | string => {
    if (!isOne(attributes.dilation)) return 'TensorFlow.js has no gradient of a dilated convolution';
    if (!hasKernel(s.backend, kernel)) return `the backend ${s.backend} has no kernel ${kernel}`;
    return s.computation(
      () => tf.engine().runKernel(kernel, tensors, { ...attrs, ...sizes }),
      (result) => read(result as tf.Tensor4D),
    );
  };
  return {
    x: alone(
      dense ? tf.Conv2DBackpropInput : tf.DepthwiseConv2dNativeBackpropInput,
      { dy, filter: w },
      { inputShape: x.shape },
      (dx) => download(fromChannelsLast(dx), inputs.x.shape),
    ),
    w: alone(
      dense ? tf.Conv2DBackpropFilter : tf.DepthwiseConv2dNativeBackpropFilter,
      { x, dy },
      { filterShape: w.shape },
      (dw) => download(fromKernelLayout(dw, inputs.w.shape), inputs.w.shape),
    ),
    ...(b && {
      b: s.computation(
        () => tf.sum(dy, [0, 1, 2]),
        (db) => download(db, inputs.b!.shape),
      ),
    }),
  };
}
