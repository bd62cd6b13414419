/**
 * Mistakes of conv's forward pass: how the kernel is read.
 *
 * @module
 */
import { gathered, map, misread } from '../rearranged.ts';
import type { Mistake } from '../mistake.ts';
import { only, variationsOf } from '../variations.ts';

const { asked } = variationsOf('conv');

/** Forward: the kernel. */
export const kernelMistakes: readonly Mistake[] = [
  {
    id: 'conv/forward-flips-kernel',
    operator: 'conv',
    name: { en: 'the forward pass flips the kernel', ko: '순전파가 커널을 뒤집는다' },
    symptom: 'y is what the right call gives for a reversed w; right for symmetric kernels',
    why: 'the mathematician’s convolution flips, and so does a product of spectra without the conjugate',
    mend: 'compute the cross-correlation: w[kh, kw] meets x[oh·SH − PH + kh·DH, …]; conjugate one spectrum',
    source: 'Goodfellow, Bengio, Courville: Deep Learning, 9.1',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ attributes: { flip } }) => ({ attributes: { flip: !flip } })),
    ),
  },
  {
    id: 'conv/always-convolution',
    operator: 'conv',
    name: {
      en: 'forward and gradients are those of the true convolution',
      ko: '순전파와 그래디언트가 모두 교차상관이 아니라 합성곱이다',
    },
    symptom: 'a gradient check passes, and every value differs from other frameworks',
    why: 'forward and backward flip together, so they agree with each other',
    mend: 'flip only where flip is asked for; compare with a kernel that is not symmetric',
    source: 'Goodfellow, Bengio, Courville: Deep Learning, 9.1',
    wrong: ['y', 'dx', 'dw'],
    plant: asked(({ attributes: { flip } }) => ({ attributes: { flip: !flip } })),
  },
  {
    id: 'conv/flip-ignored',
    operator: 'conv',
    name: { en: 'flip is ignored', ko: 'flip 속성을 무시한다' },
    symptom: 'right without flip, the cross-correlation with it',
    why: 'most engines have no such attribute, and an adapter drops it',
    mend: 'with flip, reverse w in every spatial axis, and dw back again',
    source: 'scipy.signal documentation: convolve and correlate',
    wrong: ['y', 'dx', 'dw'],
    plant: asked(() => ({ attributes: { flip: false } })),
  },
  {
    id: 'conv/flip-first-axis-only',
    operator: 'conv',
    name: { en: 'flip reverses only the first spatial axis', ko: 'flip이 첫 공간 축만 뒤집는다' },
    symptom: 'right in 1-D; in 2-D the kernel is upside down but not turned around',
    why: 'numpy’s w[::-1] reverses one axis, and two are needed',
    mend: 'reverse every spatial axis, a turn by 180 degrees: w[:, :, ::-1, ::-1]',
    source: 'NumPy documentation: flip',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ inputs: { w }, attributes: { flip } }) => ({
        attributes: { flip: false },
        inputs: {
          w: flip ? gathered(w, w.shape, (index) => index.with(2, w.shape[2]! - 1 - index[2]!)) : w,
        },
      })),
    ),
  },
  {
    id: 'conv/kernel-axes-exchanged',
    operator: 'conv',
    name: { en: 'the kernel is read as [KW, KH]', ko: '커널을 [KW, KH] 순서로 읽는다' },
    symptom: 'right in 1-D and for symmetric kernels; in 2-D the taps are scattered',
    why: 'width comes before height in image libraries',
    mend: 'the last axis is the width: w[m, c, kh, kw] stands at ((m·CG + c)·KH + kh)·KW + kw',
    source: 'ONNX Conv: W has shape (M, C/group, kH, kW)',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ inputs: { w } }) => ({ inputs: { w: w.shape.length < 4 ? w : misread(w, 2, 3) } })),
    ),
  },
  {
    id: 'conv/im2col-order',
    operator: 'conv',
    name: {
      en: 'im2col’s columns run over (kernel, channel), the kernel’s over (channel, kernel)',
      ko: 'im2col의 열은 (커널, 채널) 순서인데 커널은 (채널, 커널) 순서로 편다',
    },
    symptom: 'right for one channel per group or a 1×1 kernel, scattered otherwise',
    why: 'reshape pairs the columns with w in whatever order they happen to be',
    mend: 'unroll x and w in the same order: (c, kh, kw)',
    source: 'cs231n, Convolutional Networks: implementation as matrix multiplication',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ inputs: { w } }) => {
        const [M, CG, ...K] = w.shape as [number, number, ...number[]];
        const taps = w.data.length / (M * CG) || 1;
        const inner = (m: number, c: number, k: number) => w.data[(m * taps + k) * CG + c]!;
        const at = (position: number) => Math.floor(position / taps);
        return {
          inputs: {
            w: map({ ...w, shape: [M, CG, ...K] }, (_, i) =>
              inner(Math.floor(at(i) / CG), at(i) % CG, i % taps),
            ),
          },
        };
      }),
    ),
  },
  {
    id: 'conv/reduction-tail-lost',
    operator: 'conv',
    name: {
      en: 'the sum over channel and kernel ends at the last whole vector of four',
      ko: '채널과 커널에 대한 합이 네 개씩 묶인 마지막 벡터에서 끝난다',
    },
    symptom: 'right where C/groups · KH · KW is a multiple of four',
    why: 'a loop in steps of four needs a second loop for what remains',
    mend: 'sum the remaining one to three products after the vector loop',
    source: 'WebAssembly SIMD: four float32 lanes per vector',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ inputs: { w } }) => {
        const row = w.data.length / w.shape[0]!;
        return { inputs: { w: map(w, (value, i) => (i % row < row - (row % 4) ? value : 0)) } };
      }),
    ),
  },
];
