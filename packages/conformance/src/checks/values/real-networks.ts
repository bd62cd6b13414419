/**
 * The check `real-networks`: the convolutions of ResNet-50, VGG-16, MobileNet and AlexNet, by name.
 *
 * The numbers are small integers, so naive-loops gives the exact answer and the bound of direct sums is 0. A kernel that
 * promises the bound of a transform is held to that.
 *
 * @module
 */
import { naiveLoops } from '@gradspec/naive-loops';
import { elementCount, tensor, type FloatDtype, type Shape, type Tensor } from '@gradspec/spec';
import type { GeneratedCase } from '../../generated/case.ts';
import { describeCase } from '../../generated/describe-case.ts';
import { numbersOf } from '../../generated/fill.ts';
import { outputShapesOf, shapedCall } from '../../generated/shaped-call.ts';
import { isWeak, type Expected } from '../../runner/compare.ts';
import { transformedErrors } from '../../tolerance/index.ts';
import type { Check } from '../check.ts';
import { CheckFindings } from '../check-findings.ts';
import { subjectOf, type Subject } from '../subject.ts';
import { compareAnswers } from './compared-answers.ts';
import { networkLayers, type NetworkLayer } from './network-layers.ts';

/** The check. */
export const realNetworks: Check = {
  id: 'real-networks',
  title: 'conv layers of ResNet-50, VGG-16, MobileNet and AlexNet, by name',
  catches: 'special paths for large planes, 1×1, depthwise and strided layers that small cases do not reach',
  why:
    'Kernels have a fast path for just these layers: 3×3 with stride 1, 1×1 as one matrix product, depthwise, tiles of ' +
    'a plane. Generated cases are small and may all take the slow one. The planes, kernels, strides and padding are ' +
    'those of the networks; only the channels are fewer. The answer to integers is exact, and the failing layer is named.',
  provesLittle: 'where a transform’s bound is over 1 % of the result',
  operators: ['conv'],
  dtypes: ['float32'],
  async run(implementation, operator, { seed, dtype }) {
    const subject = subjectOf(implementation, operator);
    const findings = new CheckFindings(dtype);
    for (const layer of [...networkLayers].sort((a, b) => a.plane - b.plane)) {
      const one = layerCase(layer, seed, dtype);
      const right = exactAnswers(one, subject);
      const all = [...Object.values(right.outputs), ...Object.values(right.gradients)];
      if (all.some(({ values, bounds }) => isWeak(values, bounds)))
        findings.replace('the bound of the transform is over 1 % of the result');
      findings.calls += 1;
      await compareAnswers(subject, one, right, findings, `: in ${layer.name}`);
      if (!findings.failed) continue;
      findings.failedCall = [layer.name, ...describeCase(one)];
      break;
    }
    return findings;
  },
};

/** A layer with three channels in and two out, or as many as it has groups. */
function layerCase(
  { plane, kernel, stride, padding, groups }: NetworkLayer,
  seed: number,
  dtype: FloatDtype,
): GeneratedCase {
  const [C, M, G] = groups === 'depthwise' ? [3, 3, 3] : groups === 2 ? [6, 4, 2] : [3, 2, 1];
  const call = shapedCall(
    'conv',
    { x: [1, C, plane, plane], w: [M, C / G, kernel, kernel], b: [M] },
    {
      stride: [stride, stride],
      padding: [
        [padding, padding],
        [padding, padding],
      ],
      groups: G,
    },
  );
  const fill = { kind: 'integers', reach: 3, nonFinite: false, seed } as const;
  const numbers = numbersOf(fill, { operator: call.operator, dtype });
  const integers = (shape: Shape) => tensor(dtype, shape, numbers.integers(elementCount(shape), -3, 3));
  const inputs = Object.entries(call.shapes).map(([name, shape]) => [name, integers(shape)] as const);
  const outputGrads = { y: integers(outputShapesOf(call).y!) };
  return { ...call, dtype, fill, inputs: Object.fromEntries(inputs), outputGrads };
}

/** naive-loops' answers in the case's own dtype, where sums of these integers are exact, with the bounds that are promised. */
function exactAnswers(one: GeneratedCase, { bound }: Subject) {
  const { conv } = naiveLoops.kernels;
  const { outputs, saved } = conv.forward(one.inputs as never, one.attributes);
  const gradients = conv.backward(one.outputGrads, saved) as Readonly<Record<string, Tensor>>;
  const plain = ({ shape, data }: Tensor) => ({ shape, data: Array.from(data) });
  const { x, w } = one.inputs;
  const operands = { x: plain(x!), w: plain(w!), dy: plain(one.outputGrads.y!) };
  const extra =
    bound === 'direct'
      ? undefined
      : transformedErrors('conv', bound, one.dtype, { attributes: one.attributes, operands });
  const exact = ({ shape, data }: Tensor, errors: readonly number[] | undefined): Expected => {
    const values = Array.from(data);
    return { shape, values, bounds: errors ?? values.map(() => 0) };
  };
  return {
    outputs: { y: exact(outputs.y, extra?.y) },
    gradients: {
      x: exact(gradients.x!, extra?.x),
      w: exact(gradients.w!, extra?.w),
      b: exact(gradients.b!, undefined),
    },
  };
}
