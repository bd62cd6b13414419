/**
 * `conv` in ONNX, and its gradients as graphs, since ONNX has forward operators only:
 *
 *   dx = ConvTranspose(dy, w)      the adjoint, with output_padding for what no window reads
 *   dw = Conv(x, dy) with N and C exchanged, dy as the kernel, stride and dilation exchanged, cropped to K
 *   db = ReduceSum(dy)
 *
 * With groups, dw is one convolution of as many groups: x [N,G·CG,…S] becomes [CG,G·N,…S] first.
 *
 * @module
 */
import type { Call, FloatTensor, Outputs } from '@gradspec/spec';
import type { EngineOperator } from '../engine.ts';
import { integers, type OnnxGraph, type OnnxNode } from './model.ts';
import { asOnnx, closeAll, runGraph, runSingle, type GraphRun, type Runtime } from './runtime.ts';

const range = (length: number, from = 0) => Array.from({ length }, (_, i) => i + from);
/** Paddings in ONNX's order: all befores, then all afters. */
const pads = ({ attributes: { padding } }: Call<'conv'>) => [
  ...padding.map(([before]) => before),
  ...padding.map(([, after]) => after),
];
/** The order of axes with the first two exchanged. */
const exchanged = (rank: number) => [1, 0, ...range(rank - 2, 2)];

function forwardGraph(call: Call<'conv'>): OnnxGraph {
  const { x, w, b } = call.inputs;
  const { stride, dilation, groups } = call.attributes;
  const attributes = { strides: stride, dilations: dilation, group: groups, pads: pads(call) };
  return {
    nodes: [{ op: 'Conv', inputs: ['x', 'w', ...(b ? ['b'] : [])], outputs: ['y'], attributes }],
    constants: { w: asOnnx(w), ...(b && { b: asOnnx(b) }) },
    feeds: { x: asOnnx(x) },
    outputs: ['y'],
  };
}

function inputGradGraph(call: Call<'conv'>, dy: FloatTensor): OnnxGraph {
  const { x, w } = call.inputs;
  const { stride, dilation, groups, padding } = call.attributes;
  // What the windows reach is shorter than x where the stride does not fit.
  const unread = padding.map(([before, after], axis) => {
    const reached =
      (dy.shape[axis + 2]! - 1) * stride[axis]! + dilation[axis]! * (w.shape[axis + 2]! - 1) + 1;
    return x.shape[axis + 2]! + before + after - reached;
  });
  const attributes = {
    strides: stride,
    dilations: dilation,
    group: groups,
    pads: pads(call),
    output_padding: unread,
  };
  return {
    nodes: [{ op: 'ConvTranspose', inputs: ['dy', 'w'], outputs: ['y'], attributes }],
    constants: { w: asOnnx(w) },
    feeds: { dy: asOnnx(dy) },
    outputs: ['y'],
  };
}

function weightGradGraph(call: Call<'conv'>, dy: FloatTensor): OnnxGraph {
  const { x, w } = call.inputs;
  const { stride, dilation, groups: G } = call.attributes;
  const [N, C, ...S] = x.shape as [number, number, ...number[]];
  const rank = x.shape.length;
  const K = w.shape.slice(2);
  const spatial = range(rank - 2, 2);
  const perm = exchanged(rank);
  const turned: OnnxNode[] =
    G === 1
      ? [{ op: 'Transpose', inputs: ['x'], outputs: ['xt'], attributes: { perm } }]
      : [
          { op: 'Reshape', inputs: ['x', 'split'], outputs: ['xs'] },
          {
            op: 'Transpose',
            inputs: ['xs'],
            outputs: ['xp'],
            attributes: { perm: [2, 1, 0, ...range(rank - 2, 3)] },
          },
          { op: 'Reshape', inputs: ['xp', 'merged'], outputs: ['xt'] },
        ];
  const attributes = { strides: dilation, dilations: stride, group: G, pads: pads(call) };
  return {
    nodes: [
      ...turned,
      { op: 'Transpose', inputs: ['dy'], outputs: ['dyt'], attributes: { perm } },
      { op: 'Conv', inputs: ['xt', 'dyt'], outputs: ['long'], attributes },
      { op: 'Slice', inputs: ['long', 'starts', 'ends', 'axes'], outputs: ['dwt'] },
      { op: 'Transpose', inputs: ['dwt'], outputs: ['y'], attributes: { perm } },
    ],
    constants: {
      ...(G !== 1 && {
        split: integers([N, G, C / G, ...S]),
        merged: integers([C / G, G * N, ...S]),
      }),
      starts: integers(spatial.map(() => 0)),
      ends: integers(K),
      axes: integers(spatial),
    },
    feeds: { x: asOnnx(x), dy: asOnnx(dy) },
    outputs: ['y'],
  };
}

function biasGradGraph(dy: FloatTensor): OnnxGraph {
  const axes = [0, ...range(dy.shape.length - 2, 2)];
  return {
    nodes: [{ op: 'ReduceSum', inputs: ['dy', 'axes'], outputs: ['y'], attributes: { keepdims: 0 } }],
    constants: { axes: integers(axes) },
    feeds: { dy: asOnnx(dy) },
    outputs: ['y'],
  };
}

async function gradientsOf(
  runtime: Runtime,
  call: Call<'conv'>,
  { y: dy }: Outputs<'conv'>,
): Promise<Record<string, GraphRun<FloatTensor>>> {
  const { x, w, b } = call.inputs;
  return {
    x: await runSingle(runtime, inputGradGraph(call, dy), x.shape),
    w: await runSingle(runtime, weightGradGraph(call, dy), w.shape),
    ...(b && { b: await runSingle(runtime, biasGradGraph(dy), b.shape) }),
  };
}

/** The operator on a runtime. */
export function convOn(runtime: Runtime): EngineOperator<'conv'> {
  return {
    backward: true,
    async open(call, outputGrads) {
      const forward = await runGraph(runtime, forwardGraph(call), call.outputShapes);
      const gradients = outputGrads ? await gradientsOf(runtime, call, outputGrads) : {};
      return { forward, gradients, close: () => closeAll([forward, ...Object.values(gradients)]) };
    },
  };
}
