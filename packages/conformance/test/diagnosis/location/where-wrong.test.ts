import { expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { truncatedBptt } from '@gradspec/rnn-bptt';
import type { FloatTensor, Implementation, OperatorName, Tensor } from '@gradspec/spec';
import { whereWrong, type Place } from '../../../src/diagnosis/location/where-wrong.ts';
import { trialsOf } from '../../../src/diagnosis/trials.ts';
import { tryOut } from '../../../src/diagnosis/tried.ts';
import { anyKernelOf, type AnyKernel, type Tensors } from '../../../src/runner/any-kernel.ts';

const placesOf = async (...asked: Parameters<typeof whereWrong>): Promise<Place[]> => {
  const { gates, dependences, elements, direction } = await whereWrong(...asked);
  return [...gates, ...dependences, ...elements, ...direction];
};
const kernelOf = (operator: OperatorName) => anyKernelOf(naiveLoops, operator)!;
const implementationOf = (operator: OperatorName, kernel: AnyKernel): Implementation => ({
  name: 'wrong',
  version: '0',
  kernels: { [operator]: kernel },
});

/** naive-loops with a gradient that is changed afterwards. */
function spoiling(
  operator: OperatorName,
  change: (grads: Tensors, call: { inputs: Tensors; attributes: object }) => Tensors,
): Implementation {
  const right = kernelOf(operator);
  return implementationOf(operator, {
    async forward(inputs, attributes = {}) {
      const { outputs, saved } = await right.forward(inputs, attributes);
      return { outputs, saved: { saved, inputs, attributes } };
    },
    async backward(grads, opaque, wanted) {
      const { saved, ...call } = opaque as { saved: unknown; inputs: Tensors; attributes: object };
      return change(await right.backward!(grads, saved, wanted), call);
    },
  });
}

const times = ({ data, ...rest }: Tensor, factor: (at: number) => number): Tensor =>
  ({ ...rest, data: data.map((value, at) => value * factor(at)) }) as Tensor;

test('the rows of one gate are named', async () => {
  const wrong = spoiling('lstm', (grads) => {
    const block = grads.wh!.data.length / 4;
    return { ...grads, wh: times(grads.wh!, (at) => (Math.floor(at / block) === 1 ? 0.3 : 1)) };
  });
  expect(await placesOf(wrong, await tryOut(wrong, trialsOf('lstm')), ['dwh'])).toContainEqual({
    certainty: 'recovered',
    sentence: 'only the rows of f are wrong in dwh; those of i, g and o are right',
  });
});

test('a gradient that is not carried back is right on a single step', async () => {
  const right = kernelOf('rnn');
  /** BPTT of one step: the gradients are those of truncated BPTT. */
  const wrong = implementationOf('rnn', {
    async forward(inputs, attributes = {}) {
      const { outputs, saved } = await right.forward(inputs, attributes);
      return { outputs, saved: { saved, inputs, attributes } };
    },
    async backward(grads, opaque, wanted) {
      const { saved, inputs, attributes } = opaque as {
        saved: unknown;
        inputs: Record<string, FloatTensor>;
        attributes: { reverse?: boolean; activation?: 'tanh' };
      };
      const whole = await right.backward!(grads, saved, wanted);
      if ('lengths' in inputs || attributes.reverse) return whole;
      const { reverse: _, ...activation } = attributes;
      const { x, ...layer } = inputs as { x: FloatTensor; wx: FloatTensor; wh: FloatTensor };
      const h = grads.h as FloatTensor;
      const last = h.data.length - grads.hT!.data.length;
      const dh = {
        ...h,
        data: h.data.map((value, at) => (at < last ? value : value + grads.hT!.data[at - last]!)),
      } as FloatTensor;
      const run = truncatedBptt([{ operator: 'rnn', inputs: layer, attributes: activation }], x, {
        k1: 1,
        k2: 1,
      });
      return { ...whole, x: run.backward(dh).x };
    },
  });
  const places = await placesOf(wrong, await tryOut(wrong, trialsOf('rnn')), ['dx']);
  expect(places.map(({ certainty, sentence }) => `${certainty}: ${sentence}`)).toEqual(
    expect.arrayContaining([
      'recovered: a single step is right, forward and backward: what is wrong is how steps are put together',
      'recovered: what is carried back from a step to the one before through h, by wh, is wrong: with that way closed dx is right',
    ]),
  );
});

test('what wrong calls have is suspected when they are right without it', async () => {
  const wrong = spoiling('maxPool', (grads, { attributes }) =>
    (attributes as { ceilMode?: boolean }).ceilMode ? { x: times(grads.x!, (at) => 2 + at) } : grads,
  );
  expect(await placesOf(wrong, await tryOut(wrong, trialsOf('maxPool')), ['dx'])).toContainEqual({
    certainty: 'suspected',
    sentence:
      'dx is wrong only on calls with ceilMode; the same calls with ceilMode at its default come out right',
  });
});

test('what is wrong everywhere has a direction and no other place', async () => {
  const wrong = spoiling('exp', (grads) => ({ x: times(grads.x!, (at) => 1 + at) }));
  const places = await placesOf(wrong, await tryOut(wrong, trialsOf('exp')), ['dx']);
  expect(places.map(({ sentence }) => sentence)).toEqual([
    expect.stringMatching(/^the forward pass is right, the backward pass is wrong: dx on \d+ of \d+ calls$/),
  ]);
});
