/**
 * Mistakes of convTranspose's gradients.
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { flipped, gathered, map, misread } from '../rearranged.ts';
import { only, variationsOf } from '../variations.ts';

const { asked, changed, cotangent } = variationsOf('convTranspose');
const arithmetic = 'Dumoulin and Visin: A guide to convolution arithmetic for deep learning, 4';

/** All of them. */
export const convTransposeBackward: readonly Mistake[] = [
  {
    id: 'convTranspose/dx-kernel-flipped',
    operator: 'convTranspose',
    name: { en: 'the input gradient flips the kernel', ko: '입력 그래디언트가 커널을 뒤집는다' },
    symptom: 'dx is that of a reversed kernel',
    why: 'the input gradient of conv needs the flip, that of its adjoint is a plain conv',
    mend: 'dx is the cross-correlation of dy with w',
    source: arithmetic,
    wrong: ['dx'],
    plant: only(
      ['dx'],
      asked(({ inputs: { w } }) => ({ inputs: { w: flipped(w) } })),
    ),
  },
  {
    id: 'convTranspose/dx-ignores-padding',
    operator: 'convTranspose',
    name: {
      en: 'the input gradient reads the output gradient unpadded',
      ko: '입력 그래디언트가 패딩하지 않은 출력 그래디언트를 읽는다',
    },
    symptom: 'dx is shifted by the padding',
    why: 'forward crops, and backward must pad again',
    mend: 'dx[i] = Σ_k dy[i·s − p₀ + k·d] · w[k], absent outside',
    source: arithmetic,
    wrong: ['dx'],
    plant: only(
      ['dx'],
      cotangent(({ y: dy }, { attributes: { padding } }) => ({
        y: gathered(dy, dy.shape, (index) =>
          index.map((at, axis) => (axis < 2 ? at : at + padding[axis - 2]![0])),
        ),
      })),
    ),
  },
  {
    id: 'convTranspose/dw-flipped',
    operator: 'convTranspose',
    name: { en: 'the kernel gradient is flipped', ko: '커널 그래디언트가 뒤집혀 있다' },
    symptom: 'dw is reversed in every spatial axis',
    why: 'x and dy exchange their parts against conv, and with them the direction',
    mend: 'dw[c, m, k] = Σ_i x[c, i] · dy[m, i·s − p₀ + k·d]',
    source: 'Goodfellow, Bengio, Courville: Deep Learning, 9.5',
    wrong: ['dw'],
    plant: changed({ dw: flipped }),
  },
  {
    id: 'convTranspose/dw-channels-as-conv',
    operator: 'convTranspose',
    name: {
      en: 'the kernel gradient is stored as conv’s, [M, C, …K]',
      ko: '커널 그래디언트를 conv처럼 [M, C, …K]로 저장한다',
    },
    symptom: 'dw has the right numbers in the wrong places',
    why: 'conv’s backward was copied',
    mend: 'dw has w’s layout: input channels first',
    source: 'torch.nn.ConvTranspose2d: weight (in_channels, out_channels / groups, …)',
    wrong: ['dw'],
    plant: changed({ dw: (dw) => misread(dw, 0, 1) }),
  },
  {
    id: 'convTranspose/db-counts-inputs',
    operator: 'convTranspose',
    name: {
      en: 'the bias gradient is a sum over as many positions as x has',
      ko: '편향 그래디언트를 x의 위치 수만큼만 더한다',
    },
    symptom: 'db lacks the end of the plane',
    why: 'the loop over the small plane of conv’s output was copied',
    mend: 'sum over the batch and all positions of y',
    source: 'cs231n assignment 2: conv_backward_naive',
    wrong: ['db'],
    plant: only(
      ['db'],
      cotangent(({ y: dy }, { inputs: { x } }) => {
        const plane = dy.data.length / (dy.shape[0]! * dy.shape[1]!) || 1;
        const S = x.data.length / (x.shape[0]! * x.shape[1]!);
        return { y: map(dy, (value, i) => (i % plane < S ? value : 0)) };
      }),
    ),
  },
];
