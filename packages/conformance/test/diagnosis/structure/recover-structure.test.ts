import { describe, expect, test } from '@jest/globals';
import { fftConv } from '@gradspec/fft-conv';
import { matrixIm2col } from '@gradspec/matrix-im2col';
import { naiveLoops } from '@gradspec/naive-loops';
import { rnnBptt } from '@gradspec/rnn-bptt';
import type { Implementation, Tensor } from '@gradspec/spec';
import { bilinearOperators, recoverStructure } from '../../../src/diagnosis/structure/recover-structure.ts';
import { anyKernelOf, type AnyKernel, type Tensors } from '../../../src/runner/any-kernel.ts';

const conv = anyKernelOf(naiveLoops, 'conv')!;
const withConv = (kernel: AnyKernel): Implementation =>
  ({ name: 'wrong', version: '0', kernels: { conv: kernel } }) as unknown as Implementation;

/** conv that hears other attributes in its forward, or in one of its gradients. */
function hearing(change: (attributes: Record<string, unknown>) => object, where: 'y' | 'x' | 'w'): AnyKernel {
  return {
    async forward(inputs, attributes = {}) {
      const right = await conv.forward(inputs, attributes);
      const wrong = await conv.forward(inputs, change(attributes as Record<string, unknown>));
      return { outputs: where === 'y' ? wrong.outputs : right.outputs, saved: { right, wrong } };
    },
    async backward(grads, saved, wanted) {
      const { right, wrong } = saved as Record<'right' | 'wrong', { saved: unknown }>;
      const all = await conv.backward!(grads, right.saved, wanted);
      if (where === 'y' || !wanted?.includes(where)) return all;
      return { ...all, ...(await conv.backward!(grads, wrong.saved, [where])) };
    },
  };
}

const spoilt = (results: (grads: Tensors) => Tensors): AnyKernel => ({
  forward: (inputs, attributes) => conv.forward(inputs, attributes),
  backward: async (grads, saved, wanted) => results(await conv.backward!(grads, saved, wanted)),
});
const times = (factor: number, { data, ...rest }: Tensor): Tensor =>
  ({ ...rest, data: data.map((value) => factor * value) }) as Tensor;

const sentencesOf = async (...asked: Parameters<typeof recoverStructure>) => {
  const { rules, places } = await recoverStructure(...asked);
  return [...rules, ...places];
};
const find = (kernel: AnyKernel) => sentencesOf(withConv(kernel), 'conv', ['y', 'dx', 'dw']);

describe('the structure of conv', () => {
  test.each([
    [
      'y',
      { flip: true },
      [
        'y is computed with ih = 2·oh − 3·kh + 2, expected ih = 2·oh + 3·kh − 1: the kernel is flipped along h',
        'y is computed with iw = 3·ow − 2·kw + 4, expected iw = 3·ow + 2·kw: the kernel is flipped along w',
      ],
    ],
    [
      'x',
      { flip: true },
      [
        'dx is computed with ih = 2·oh − 3·kh + 2, expected ih = 2·oh + 3·kh − 1: the kernel is flipped along h',
        'dx is computed with iw = 3·ow − 2·kw + 4, expected iw = 3·ow + 2·kw: the kernel is flipped along w',
      ],
    ],
    [
      'w',
      {
        padding: [
          [0, 1],
          [0, 2],
        ],
      },
      ['dw is computed with ih = 2·oh + 3·kh, expected ih = 2·oh + 3·kh − 1: padding is ignored along h'],
    ],
  ] as const)('another attribute in %s alone is named: %j', async (where, changed, sentences) => {
    expect(await find(hearing((attributes) => ({ ...attributes, ...changed }), where))).toEqual(sentences);
  });

  test('a weight gradient that is averaged over the batch is told with the factor', async () => {
    const kernel = spoilt((grads) => (grads.w ? { ...grads, w: times(0.5, grads.w) } : grads));
    expect(await find(kernel)).toEqual([
      'dw is 0.5 times what is due: every term of it (that is 1/N here, N = 2: an average over the batch?)',
    ]);
  });

  test.each([
    [
      'w',
      (value: number) => value * Math.abs(value),
      'dw is not linear in dy: with 2 times dy it is not 2 times as large',
    ],
    [
      'w',
      (value: number) => Math.abs(value),
      'dw is not linear in dy: with -1 times dy it is not -1 times as large',
    ],
    ['x', (value: number) => value + 1, 'dx is not linear in dy: with dy all zeros it is not zero'],
  ] as const)(
    'a gradient of %s that is no sum of products is told as that, %#',
    async (name, change, sentence) => {
      const kernel = spoilt((grads) =>
        grads[name]
          ? { ...grads, [name]: { ...grads[name], data: grads[name].data.map(change) } as Tensor }
          : grads,
      );
      expect(await find(kernel)).toEqual([sentence]);
    },
  );

  test.each([
    [
      ({ groups }: Record<string, unknown>) => ({ groups }),
      'y has the shape [2, 6, 6, 6], expected [2, 6, 3, 2]: the shape with stride and padding and dilation left out',
    ],
    [
      ({ dilation: _, ...rest }: Record<string, unknown>) => rest,
      'y has the shape [2, 6, 4, 3], expected [2, 6, 3, 2]: the shape with dilation left out',
    ],
    [
      ({ stride, ...rest }: Record<string, unknown>) => ({
        ...rest,
        stride: (stride as number[]).toReversed(),
      }),
      'y has the shape [2, 6, 2, 3], expected [2, 6, 3, 2]: the shape with the axes of stride exchanged',
    ],
  ])(
    'a result of another shape is told with the attributes that would give it, %#',
    async (change, sentence) => {
      const first = (await find(hearing(change, 'y')))[0];
      expect(first).toBe(sentence);
    },
  );

  test('a kernel that throws is left to the run, which has told it already', async () => {
    const throwing = {
      forward: () => {
        throw new Error('no');
      },
    };
    expect(await find(throwing)).toEqual([]);
  });

  test('channels that nobody reads are named', async () => {
    const first = (x: Tensor): Tensor => {
      const [N, C] = x.shape as [number, number];
      const size = x.data.length / N / C;
      return {
        ...x,
        data: x.data.map((value, at) => (Math.floor(at / size) % C === 0 ? value : 0)),
      } as Tensor;
    };
    const kernel: AnyKernel = {
      forward: (inputs, attributes) => conv.forward({ ...inputs, x: first(inputs.x!) }, attributes),
    };
    expect((await find(kernel))[0]).toBe('y knows channel 0 of x only, of 4');
  });
});

test.each([naiveLoops, matrixIm2col, fftConv, rnnBptt])(
  '$name has the structure of the formulas',
  async (implementation) => {
    for (const operator of bilinearOperators)
      expect(await sentencesOf(implementation, operator, ['y', 'dx', 'dw'])).toEqual([]);
  },
);
