/**
 * Mistakes of conv's forward pass: stride, dilation, and the size of the output.
 *
 * @module
 */
import { gathered } from '../rearranged.ts';
import type { Mistake } from '../mistake.ts';
import { only, variationsOf } from '../variations.ts';
import { outputBy } from './products.ts';

const { asked, changed } = variationsOf('conv');

/** Forward: stride, dilation, size. */
export const stepMistakes: readonly Mistake[] = [
  {
    id: 'conv/stride-axes-swapped',
    operator: 'conv',
    name: {
      en: 'the strides of height and width are exchanged',
      ko: '높이와 너비의 보폭(stride)이 바뀌었다',
    },
    symptom: 'right for equal strides, another output shape otherwise',
    why: 'x before y, as in image libraries',
    mend: 'stride[0] belongs to the first spatial axis',
    source: 'TensorFlow: strides of conv2d are in the order of the data format',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ attributes: { stride } }) => ({ attributes: { stride: [...stride].reverse() } })),
    ),
  },
  {
    id: 'conv/stride-ignored',
    operator: 'conv',
    name: {
      en: 'the stride is in the size and not in the index',
      ko: '보폭(stride)이 크기에만 들어가고 인덱스에는 없다',
    },
    symptom: 'y has the right shape and shows the first part of x only',
    why: 'the size formula is copied, the index is one’s own',
    mend: 'i = o·s − p₀ + k·d',
    source: 'cs231n, Convolutional Networks: stride',
    wrong: ['y'],
    plant: changed({ y: outputBy({ at: ({ o, k, d, p }) => o - p[0] + k * d }) }),
  },
  {
    id: 'conv/stride-one-always',
    operator: 'conv',
    name: { en: 'every window is computed, as with stride 1', ko: '보폭(stride) 1처럼 모든 창을 계산한다' },
    symptom: 'y is larger than it should be',
    why: 'a spectral convolution gives all shifts, and the choice of every s-th one is missing',
    mend: 'keep every s-th result',
    source: 'scipy.signal.correlate has no stride',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ attributes: { stride } }) => ({ attributes: { stride: stride.map(() => 1) } })),
    ),
  },
  {
    id: 'conv/dilation-ignored',
    operator: 'conv',
    name: { en: 'the dilation is ignored', ko: '팽창(dilation)을 무시한다' },
    symptom: 'y is larger than it should be',
    why: 'an early version had none, and an unknown attribute was dropped',
    mend: 'i = o·s − p₀ + k·d, and d·(K − 1) + 1 for the span',
    source: 'Yu and Koltun: Multi-Scale Context Aggregation by Dilated Convolutions',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ attributes: { dilation } }) => ({ attributes: { dilation: dilation.map(() => 1) } })),
    ),
  },
  {
    id: 'conv/dilation-only-in-size',
    operator: 'conv',
    name: {
      en: 'the dilation is in the size and not in the index',
      ko: '팽창(dilation)이 크기에만 들어가고 인덱스에는 없다',
    },
    symptom: 'y has the right shape and a dense kernel',
    why: 'the size formula is copied, the index is one’s own',
    mend: 'i = o·s − p₀ + k·d',
    source: 'torch.nn.Conv2d: dilation',
    wrong: ['y'],
    plant: changed({ y: outputBy({ at: ({ o, s, k, p }) => o * s - p[0] + k }) }),
  },
  {
    id: 'conv/dilation-counts-holes',
    operator: 'conv',
    name: {
      en: 'the dilation is taken for the number of holes',
      ko: '팽창(dilation)을 원소 사이의 빈칸 수로 읽는다',
    },
    symptom: 'right for 1×1 kernels only: a dilation of 1 leaves a hole between elements',
    why: 'dilation 1 sounds like one step of widening; dense would be 0',
    mend: 'dilation is the distance between elements: 1 is dense',
    source: 'torch.nn.Conv2d: dilation is the spacing between kernel elements',
    wrong: ['y'],
    plant: changed({ y: outputBy({ at: ({ o, s, k, d, p }) => o * s - p[0] + k * (d + 1) }) }),
  },
  {
    id: 'conv/size-without-one',
    operator: 'conv',
    name: { en: 'the output size lacks its + 1', ko: '출력 크기 공식에서 + 1이 빠졌다' },
    symptom: 'every spatial axis of y is one short',
    why: '(S − K)/s counts the steps between windows, not the windows',
    mend: 'O = ⌊(S + p₀ + p₁ − d(K − 1) − 1) / s⌋ + 1',
    source: 'cs231n, Convolutional Networks: (W − F + 2P)/S + 1',
    wrong: ['y'],
    plant: changed({
      y: (y) =>
        gathered(
          y,
          y.shape.map((size, axis) => (axis < 2 ? size : size - 1)),
          (index) => index,
        ),
    }),
  },
  {
    id: 'conv/size-rounded-up',
    operator: 'conv',
    name: { en: 'the output size is rounded up', ko: '출력 크기를 올림한다' },
    symptom: 'y has one window too many where the stride does not fit',
    why: 'same padding rounds up, a given padding rounds down',
    mend: 'round down: the last window must lie inside the padded input',
    source: 'TensorFlow: SAME padding, out = ⌈in / stride⌉',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ attributes: { padding, stride } }) => ({
        attributes: {
          padding: padding.map(([before, after], axis) => [before, after + stride[axis]! - 1]),
        },
      })),
    ),
  },
];
