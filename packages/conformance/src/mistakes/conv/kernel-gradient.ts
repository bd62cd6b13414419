/**
 * Mistakes of conv's kernel gradient dw.
 *
 * @module
 */
import { tensor, type FloatTensor } from '@gradspec/spec';
import type { Mistake } from '../mistake.ts';
import { flipped, map, misread } from '../rearranged.ts';
import { variationsOf, type BackwardCall } from '../variations.ts';
import { forEachProduct, kernelGradientBy } from './products.ts';

const { changed } = variationsOf('conv');

/** dw of the last sample of the batch alone. */
function ofLastSample(_dw: FloatTensor, call: BackwardCall<'conv'>): FloatTensor {
  const { x, w } = call.inputs;
  const dy = call.outputGrads.y;
  const dw = new Float64Array(w.data.length);
  const first = dy.data.length - dy.data.length / dy.shape[0]!;
  forEachProduct(call, {}, (xi, wi, yi) => {
    if (xi !== undefined && yi >= first) dw[wi]! += dy.data[yi]! * x.data[xi]!;
  });
  return tensor(call.dtype, w.shape, dw);
}

/** Mistakes of dw. */
export const kernelGradientMistakes: readonly Mistake[] = [
  {
    id: 'conv/dw-flipped',
    operator: 'conv',
    name: { en: 'the kernel gradient is flipped', ko: '커널 그래디언트가 뒤집혀 있다' },
    symptom: 'dw is reversed in every spatial axis',
    why: 'dw is computed as a true convolution of x with dy; it is a correlation',
    mend: 'dw[k] = Σ_o dy[o] · x[o·s − p₀ + k·d], without a flip',
    source: 'Goodfellow, Bengio, Courville: Deep Learning, 9.5',
    wrong: ['dw'],
    plant: changed({ dw: flipped }),
  },
  {
    id: 'conv/dw-batch-mean',
    operator: 'conv',
    name: {
      en: 'the kernel gradient is averaged over the batch',
      ko: '커널 그래디언트를 배치에 대해 평균한다',
    },
    symptom: 'dw is too small by exactly N',
    why: 'the mean is the loss’s, whose gradient dy has it already',
    mend: 'sum over the batch',
    source: 'cs231n, Linear Classification: the loss is the mean over the examples',
    wrong: ['dw'],
    plant: changed({ dw: (dw, { inputs: { x } }) => map(dw, (value) => value / x.shape[0]!) }),
  },
  {
    id: 'conv/dw-last-sample-only',
    operator: 'conv',
    name: {
      en: 'the kernel gradient is that of the last sample',
      ko: '커널 그래디언트가 배치의 마지막 표본만 반영한다',
    },
    symptom: 'right for a batch of one',
    why: 'dw is assigned in the loop over the batch, or cleared inside it',
    mend: 'clear dw once and add every sample',
    source: 'cs231n assignment 2: conv_backward_naive',
    wrong: ['dw'],
    plant: changed({ dw: ofLastSample }),
  },
  {
    id: 'conv/dw-replicates-padding',
    operator: 'conv',
    name: {
      en: 'the kernel gradient pads x by repeating its border',
      ko: '커널 그래디언트가 x의 가장자리를 되풀이해 패딩한다',
    },
    symptom: 'only the outer taps of dw are wrong, and only with padding',
    why: 'an index clamped to the plane',
    mend: 'what is outside contributes nothing',
    source: 'NumPy documentation: pad, mode edge',
    wrong: ['dw'],
    plant: changed({
      dw: kernelGradientBy({
        at: ({ o, s, k, d, p, S }) => Math.min(Math.max(o * s - p[0] + k * d, 0), S - 1),
      }),
    }),
  },
  {
    id: 'conv/dw-ignores-padding',
    operator: 'conv',
    name: {
      en: 'the kernel gradient reads x without its padding',
      ko: '커널 그래디언트가 패딩하지 않은 x를 읽는다',
    },
    symptom: 'right for padding 0',
    why: 'backward is given x, and the padded copy was not kept',
    mend: 'read x[o·s − p₀ + k·d] where it exists',
    source: 'cs231n assignment 2: conv_backward_naive',
    wrong: ['dw'],
    plant: changed({ dw: kernelGradientBy({ at: ({ o, s, k, d }) => o * s + k * d }) }),
  },
  {
    id: 'conv/dw-ignores-stride',
    operator: 'conv',
    name: {
      en: 'the kernel gradient correlates with an undilated output gradient',
      ko: '커널 그래디언트가 출력 그래디언트를 보폭만큼 벌리지 않는다',
    },
    symptom: 'right for stride 1',
    why: 'dw is a convolution with dy as its kernel, whose dilation is the stride',
    mend: 'read x[o·s − p₀ + k·d]',
    source: 'Dumoulin and Visin: A guide to convolution arithmetic for deep learning',
    wrong: ['dw'],
    plant: changed({ dw: kernelGradientBy({ at: ({ o, k, d, p }) => o - p[0] + k * d }) }),
  },
  {
    id: 'conv/dw-ignores-dilation',
    operator: 'conv',
    name: {
      en: 'the kernel gradient is that of neighbouring taps',
      ko: '커널 그래디언트가 팽창(dilation)을 무시한다',
    },
    symptom: 'right for dilation 1',
    why: 'dw is a convolution whose stride is the dilation, and the stride was left out',
    mend: 'read x[o·s − p₀ + k·d]',
    source: 'torch.nn.Conv2d: dilation',
    wrong: ['dw'],
    plant: changed({ dw: kernelGradientBy({ at: ({ o, s, k, p }) => o * s - p[0] + k }) }),
  },
  {
    id: 'conv/dw-stride-and-dilation-exchanged',
    operator: 'conv',
    name: {
      en: 'the kernel gradient exchanges stride and dilation',
      ko: '커널 그래디언트에서 보폭과 팽창이 서로 바뀌었다',
    },
    symptom: 'right where the two are the same',
    why: 'they do change places when dw is written as a convolution of x with dy, but once only',
    mend: 'convolve x with dy at stride d and dilation s',
    source: 'Dumoulin and Visin: A guide to convolution arithmetic for deep learning',
    wrong: ['dw'],
    plant: changed({ dw: kernelGradientBy({ at: ({ o, s, k, d, p }) => o * d - p[0] + k * s }) }),
  },
  {
    id: 'conv/dw-groups-read-first',
    operator: 'conv',
    name: {
      en: 'the kernel gradient of every group reads the first group’s channels',
      ko: '모든 그룹의 커널 그래디언트가 첫 그룹의 채널을 읽는다',
    },
    symptom: 'right for groups = 1; depthwise kernels learn from channel 0',
    why: 'the offset g·C/groups is missing in backward only',
    mend: 'read channel g·CG + c',
    source: 'torch.nn.Conv2d: groups',
    wrong: ['dw'],
    plant: changed({ dw: kernelGradientBy({ channel: ({ c }) => c }) }),
  },
  {
    id: 'conv/dw-channels-exchanged',
    operator: 'conv',
    name: {
      en: 'the kernel gradient is stored as [C/groups, M]',
      ko: '커널 그래디언트를 [C/groups, M] 순서로 저장한다',
    },
    symptom: 'dw has the right numbers in the wrong places',
    why: 'x·dyᵀ and dy·xᵀ are transposes of each other',
    mend: 'dw[m, c] stands at m·CG + c',
    source: 'cs231n, Convolutional Networks: implementation as matrix multiplication',
    wrong: ['dw'],
    plant: changed({ dw: (dw) => misread(dw, 0, 1) }),
  },
  {
    id: 'conv/dw-kernel-axes-exchanged',
    operator: 'conv',
    name: {
      en: 'the kernel gradient is stored as [KW, KH]',
      ko: '커널 그래디언트를 [KW, KH] 순서로 저장한다',
    },
    symptom: 'right in 1-D; in 2-D dw has the right numbers in the wrong places',
    why: 'loops over kw outside of kh, and one running index',
    mend: 'dw[kh, kw] stands at kh·KW + kw',
    source: 'ONNX Conv: W has shape (M, C/group, kH, kW)',
    wrong: ['dw'],
    plant: changed({ dw: (dw) => (dw.shape.length < 4 ? dw : misread(dw, 2, 3)) }),
  },
];
