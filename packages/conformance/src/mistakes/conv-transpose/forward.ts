/**
 * Mistakes of convTranspose's forward pass.
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { gathered, misread } from '../rearranged.ts';
import { only, variationsOf } from '../variations.ts';
import { outputBy, overwritten } from './products.ts';

const { asked, changed } = variationsOf('convTranspose');
const arithmetic = 'Dumoulin and Visin: A guide to convolution arithmetic for deep learning, 4';

/** All of them. */
export const convTransposeForward: readonly Mistake[] = [
  {
    id: 'convTranspose/kernel-flipped',
    operator: 'convTranspose',
    name: { en: 'the kernel is flipped', ko: '커널이 뒤집혀 있다' },
    symptom: 'y is that of a reversed kernel; a gradient check passes',
    why: 'it is computed as a conv over x with zeros inserted, which needs a flipped kernel and got the plain one',
    mend: 'put w[k] at j = i·s − p₀ + k·d; flip it where a correlation does the work',
    source: arithmetic,
    wrong: ['y', 'dx', 'dw'],
    plant: asked(({ attributes: { flip } }) => ({ attributes: { flip: !flip } })),
  },
  {
    id: 'convTranspose/flip-ignored',
    operator: 'convTranspose',
    name: { en: 'flip is ignored', ko: 'flip 속성을 무시한다' },
    symptom: 'right without flip only',
    why: 'most engines have no such attribute',
    mend: 'with flip, reverse w in every spatial axis, and dw back again',
    source: 'scipy.signal documentation: convolve and correlate',
    wrong: ['y', 'dx', 'dw'],
    plant: asked(() => ({ attributes: { flip: false } })),
  },
  {
    id: 'convTranspose/kernel-channels-as-conv',
    operator: 'convTranspose',
    name: { en: 'the kernel is read as conv’s, [M, C, …K]', ko: '커널을 conv처럼 [M, C, …K]로 읽는다' },
    symptom: 'y is scattered over the channels',
    why: 'conv has the output channels first, its adjoint the input channels',
    mend: 'w[c, m, k] belongs to input channel c and output channel m',
    source: 'torch.nn.ConvTranspose2d: weight (in_channels, out_channels / groups, …)',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ inputs: { w } }) => ({ inputs: { w: misread(w, 0, 1) } })),
    ),
  },
  {
    id: 'convTranspose/output-padding-ignored',
    operator: 'convTranspose',
    name: { en: 'outputPadding is ignored', ko: 'outputPadding을 무시한다' },
    symptom: 'y is smaller than it should be',
    why: 'several inputs of conv have the same output size, and the smallest is taken',
    mend: 'O = (S − 1)·s + d·(K − 1) + 1 − p₀ − p₁ + outputPadding',
    source: 'torch.nn.ConvTranspose2d: output_padding',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ attributes: { outputPadding } }) => ({
        attributes: { outputPadding: outputPadding.map(() => 0) },
      })),
    ),
  },
  {
    id: 'convTranspose/output-padding-in-front',
    operator: 'convTranspose',
    name: { en: 'outputPadding makes room in front', ko: 'outputPadding을 앞쪽에 넣는다' },
    symptom: 'y has the right shape and is shifted',
    why: 'padding sounds like something in front',
    mend: 'it makes y longer at the end only',
    source: 'torch.nn.ConvTranspose2d: output_padding is added to one side',
    wrong: ['y'],
    plant: changed({
      y(_, call) {
        const { outputPadding, padding } = call.attributes;
        const moved = padding.map(([p, q], a): [number, number] => [p - outputPadding[a]!, q]);
        return outputBy()(_, { ...call, attributes: { ...call.attributes, padding: moved } });
      },
    }),
  },
  {
    id: 'convTranspose/padding-ignored',
    operator: 'convTranspose',
    name: { en: 'the padding does not crop', ko: '패딩만큼 잘라 내지 않는다' },
    symptom: 'y is larger by p₀ + p₁',
    why: 'padding makes conv’s output larger and its adjoint’s smaller',
    mend: 'cut p₀ in front and p₁ at the end',
    source: arithmetic,
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ attributes: { padding } }) => ({ attributes: { padding: padding.map(() => [0, 0]) } })),
    ),
  },
  {
    id: 'convTranspose/padding-crops-end-only',
    operator: 'convTranspose',
    name: { en: 'the whole padding is cut off at the end', ko: '패딩을 모두 뒤쪽에서 잘라 낸다' },
    symptom: 'y has the right shape and is shifted by p₀',
    why: 'a buffer of the right size is filled from index 0',
    mend: 'j = i·s − p₀ + k·d',
    source: arithmetic,
    wrong: ['y'],
    plant: changed({ y: outputBy(({ o, s, k, d }) => o * s + k * d) }),
  },
  {
    id: 'convTranspose/padding-swapped',
    operator: 'convTranspose',
    name: { en: 'padding before and after are swapped', ko: '앞쪽과 뒤쪽 패딩이 바뀌었다' },
    symptom: 'right for symmetric padding',
    why: 'flipping the kernel exchanges the two sides, and here nothing is flipped',
    mend: 'cut p₀ in front and p₁ at the end',
    source: 'ONNX ConvTranspose: pads',
    wrong: ['y', 'dx', 'dw'],
    plant: asked(({ attributes: { padding } }) => ({
      attributes: { padding: padding.map(([before, after]) => [after, before]) },
    })),
  },
  {
    id: 'convTranspose/overlaps-overwrite',
    operator: 'convTranspose',
    name: { en: 'overlapping windows overwrite each other', ko: '겹치는 창이 서로 덮어쓴다' },
    symptom: 'right where the stride is not below the kernel’s span',
    why: 'windows are written with = in place of +=',
    mend: 'add the windows up',
    source: 'NumPy documentation: ufunc.at, unbuffered addition at repeated indices',
    wrong: ['y'],
    plant: changed({ y: overwritten }),
  },
  {
    id: 'convTranspose/stride-without-zeros',
    operator: 'convTranspose',
    name: { en: 'no zeros are inserted between the elements of x', ko: 'x의 원소 사이에 0을 넣지 않는다' },
    symptom: 'right for stride 1; else the end of y is empty',
    why: 'the stride is in the size and not in the index',
    mend: 'j = i·s − p₀ + k·d',
    source: arithmetic,
    wrong: ['y'],
    plant: changed({ y: outputBy(({ o, k, d, p }) => o - p[0] + k * d) }),
  },
  {
    id: 'convTranspose/dilation-only-in-size',
    operator: 'convTranspose',
    name: {
      en: 'the dilation is in the size and not in the index',
      ko: '팽창(dilation)이 크기에만 들어가고 인덱스에는 없다',
    },
    symptom: 'y has the right shape and a dense kernel',
    why: 'the size formula is copied, the index is one’s own',
    mend: 'j = i·s − p₀ + k·d',
    source: 'torch.nn.ConvTranspose2d: dilation',
    wrong: ['y'],
    plant: changed({ y: outputBy(({ o, s, k, p }) => o * s - p[0] + k) }),
  },
  {
    id: 'convTranspose/bias-per-product',
    operator: 'convTranspose',
    name: { en: 'the bias is added with every product', ko: '곱을 더할 때마다 편향도 더한다' },
    symptom: 'y has a grid in it: a multiple of b where windows overlap',
    why: 'the bias is added before the windows are',
    mend: 'add it once per output',
    source: 'cs231n, Convolutional Networks: one bias per filter',
    wrong: ['y'],
    plant: changed({ y: outputBy(undefined, (product, bias) => product + bias) }),
  },
  {
    id: 'convTranspose/groups-share-kernel',
    operator: 'convTranspose',
    name: { en: 'every group uses the first group’s kernel', ko: '모든 그룹이 첫 그룹의 커널을 쓴다' },
    symptom: 'right for groups = 1',
    why: 'the offset into w of the group is missing',
    mend: 'input channel c of any group reads w[c]',
    source: 'torch.nn.ConvTranspose2d: groups',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ inputs: { w }, attributes: { groups } }) => {
        const CG = w.shape[0]! / groups;
        return { inputs: { w: gathered(w, w.shape, (index) => index.with(0, index[0]! % CG)) } };
      }),
    ),
  },
];
