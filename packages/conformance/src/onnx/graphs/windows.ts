/**
 * conv, convTranspose and the pools: ONNX's Conv, ConvTranspose, MaxPool and AveragePool. ONNX has no flipped kernel: where the
 * spec flips it, a Slice with steps of −1 does so first.
 *
 * @module
 */
import type { ConvAttributes, FilledAttributes } from '@gradspec/spec';
import type { LeftOut, OnnxCase, SpecCall } from '../graph.ts';
import { integersConstant, oneNode, pads } from './parts.ts';

const convolving = ({ stride, padding, dilation, groups }: ConvAttributes) => ({
  strides: { ints: stride },
  pads: pads(padding),
  dilations: { ints: dilation },
  group: { i: groups },
});

/** Before any index: where a Slice with negative steps ends that goes as far as the first element. */
const beforeAll = -(2 ** 31);

/** The case with the kernel reversed in every spatial axis. */
function withFlippedKernel(one: OnnxCase, axes: number): OnnxCase {
  const all = (value: number) => new Array<number>(axes).fill(value);
  const constants = [
    integersConstant('starts', all(-1)),
    integersConstant('ends', all(beforeAll)),
    integersConstant(
      'axes',
      all(2).map((first, axis) => first + axis),
    ),
    integersConstant('steps', all(-1)),
  ];
  const flip = { op: 'Slice', inputs: ['w', ...constants.map(({ name }) => name)], outputs: ['flipped'] };
  const reading = one.nodes.map((node) => ({
    ...node,
    inputs: node.inputs.map((name) => (name === 'w' ? 'flipped' : name)),
  }));
  return { ...one, nodes: [flip, ...reading], constants };
}

const inDirection = (one: OnnxCase, { flip, stride }: ConvAttributes): OnnxCase =>
  flip ? withFlippedKernel(one, stride.length) : one;

/** Conv. */
export const conv = (call: SpecCall<FilledAttributes<'conv'>>): OnnxCase =>
  inDirection(oneNode(call, 'Conv', ['x', 'w', 'b'], convolving(call.attributes)), call.attributes);

/** ConvTranspose. */
export const convTranspose = (call: SpecCall<FilledAttributes<'convTranspose'>>): OnnxCase => {
  const attributes = {
    ...convolving(call.attributes),
    output_padding: { ints: call.attributes.outputPadding },
  };
  return inDirection(oneNode(call, 'ConvTranspose', ['x', 'w', 'b'], attributes), call.attributes);
};

const pooling = ({
  kernel,
  stride,
  padding,
  ceilMode,
}: Pick<FilledAttributes<'maxPool'>, 'kernel' | 'stride' | 'padding' | 'ceilMode'>) => ({
  kernel_shape: { ints: kernel },
  strides: { ints: stride },
  pads: pads(padding),
  ceil_mode: { i: Number(ceilMode) },
});

/** MaxPool. */
export const maxPool = (call: SpecCall<FilledAttributes<'maxPool'>>): OnnxCase | LeftOut => {
  const { padding, kernel, dilation } = call.attributes;
  if (padding.some((pair, axis) => Math.max(...pair) >= kernel[axis]!))
    return { leftOut: 'ONNX Runtime refuses a padding of the size of the kernel or more' };
  return oneNode(call, 'MaxPool', ['x'], { ...pooling(call.attributes), dilations: { ints: dilation } });
};

/** AveragePool. */
export const avgPool = (call: SpecCall<FilledAttributes<'avgPool'>>): OnnxCase =>
  oneNode(call, 'AveragePool', ['x'], {
    ...pooling(call.attributes),
    count_include_pad: { i: Number(call.attributes.countIncludePad) },
  });
