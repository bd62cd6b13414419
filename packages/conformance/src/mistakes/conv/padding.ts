/**
 * Mistakes of conv's forward pass: the padding, and the tiles and transforms of spectra.
 *
 * @module
 */
import { map } from '../rearranged.ts';
import type { Mistake } from '../mistake.ts';
import { only, variationsOf } from '../variations.ts';
import { outputBy } from './products.ts';

const { asked, changed } = variationsOf('conv');

/** Forward: padding, transforms. */
export const paddingMistakes: readonly Mistake[] = [
  {
    id: 'conv/padding-swapped',
    operator: 'conv',
    name: { en: 'padding before and after are swapped', ko: '앞쪽과 뒤쪽 패딩이 바뀌었다' },
    symptom: 'right for symmetric padding, shifted by p₁ − p₀ otherwise',
    why: 'engines order pads in several ways: per axis, or all begins before all ends',
    mend: 'the first number of the pair is in front: i = o·s − p₀ + k·d',
    source: 'ONNX Conv: pads are x1_begin, x2_begin, …, x1_end, x2_end',
    wrong: ['y', 'dx', 'dw'],
    plant: asked(({ attributes: { padding } }) => ({
      attributes: { padding: padding.map(([before, after]) => [after, before]) },
    })),
  },
  {
    id: 'conv/padding-before-on-both-sides',
    operator: 'conv',
    name: { en: 'the padding before is used on both sides', ko: '앞쪽 패딩을 양쪽에 쓴다' },
    symptom: 'y has another size where padding is not symmetric',
    why: 'an engine with one number of padding per axis',
    mend: 'pad explicitly where the two differ',
    source: 'torch.nn.Conv2d: padding is added to both sides',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ attributes: { padding } }) => ({
        attributes: { padding: padding.map(([before]) => [before, before]) },
      })),
    ),
  },
  {
    id: 'conv/padding-axes-swapped',
    operator: 'conv',
    name: { en: 'the padding of height and width is exchanged', ko: '높이와 너비의 패딩이 바뀌었다' },
    symptom: 'right for the same padding on all axes, another output size otherwise',
    why: 'torch.nn.functional.pad counts axes from the last one',
    mend: 'padding[0] belongs to the first spatial axis',
    source: 'torch.nn.functional.pad: pads start from the last dimension',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ attributes: { padding } }) => ({ attributes: { padding: [...padding].reverse() } })),
    ),
  },
  {
    id: 'conv/padding-ignored',
    operator: 'conv',
    name: {
      en: 'the padding is in the size and not in the index',
      ko: '패딩이 크기에만 들어가고 인덱스에는 없다',
    },
    symptom: 'y has the right shape and is shifted by the padding',
    why: 'the size formula is copied from a page, the index is one’s own',
    mend: 'i = o·s − p₀ + k·d',
    source: 'Dumoulin and Visin: A guide to convolution arithmetic for deep learning',
    wrong: ['y'],
    plant: changed({ y: outputBy({ at: ({ o, s, k, d }) => o * s + k * d }) }),
  },
  {
    id: 'conv/padding-times-stride',
    operator: 'conv',
    name: { en: 'the padding is counted in outputs', ko: '패딩을 출력 칸으로 센다' },
    symptom: 'right for stride 1 or padding 0',
    why: '(o − p)·s in place of o·s − p',
    mend: 'the padding is in elements of x: i = o·s − p₀ + k·d',
    source: 'Dumoulin and Visin: A guide to convolution arithmetic for deep learning',
    wrong: ['y'],
    plant: changed({ y: outputBy({ at: ({ o, s, k, d, p }) => (o - p[0]) * s + k * d }) }),
  },
  {
    id: 'conv/padding-replicates',
    operator: 'conv',
    name: { en: 'the padding repeats the border', ko: '패딩이 0이 아니라 가장자리 값을 되풀이한다' },
    symptom: 'wrong at the border only',
    why: 'an index clamped to the plane instead of a test whether it is inside',
    mend: 'what is outside contributes nothing',
    source: 'torch.nn.Conv2d: padding_mode',
    wrong: ['y'],
    plant: changed({
      y: outputBy({
        at: ({ o, s, k, d, p, S }) => Math.min(Math.max(o * s - p[0] + k * d, 0), S - 1),
      }),
    }),
  },
  {
    id: 'conv/padding-wraps',
    operator: 'conv',
    name: {
      en: 'the transform is as short as x, so windows wrap around',
      ko: '변환 길이가 x의 길이와 같아 창이 반대쪽으로 감긴다 (순환 합성곱)',
    },
    symptom: 'wrong at the border only, where values of the opposite border come in',
    why: 'a product of spectra is a circular convolution',
    mend: 'pad x with zeros to S + p₀ + p₁ at least before the transform',
    source: 'Oppenheim and Schafer: Discrete-Time Signal Processing, linear convolution by the DFT',
    wrong: ['y'],
    plant: changed({
      y: outputBy({ at: ({ o, s, k, d, p, S }) => (((o * s - p[0] + k * d) % S) + S) % S }),
    }),
  },
  {
    id: 'conv/spectra-crop-unshifted',
    operator: 'conv',
    name: {
      en: 'spectra are multiplied without the conjugate, and the result is read from its beginning',
      ko: '켤레 없이 스펙트럼을 곱하고 결과를 처음부터 읽는다',
    },
    symptom: 'y is the true convolution, moved by the kernel’s span',
    why: 'the product gives the full convolution, whose valid part starts K − 1 further on',
    mend: 'multiply with the conjugate, or start reading at d·(K − 1)',
    source: 'scipy.signal.convolve: mode full and valid',
    wrong: ['y'],
    plant: changed({ y: outputBy({ at: ({ o, s, k, d, p }) => o * s - p[0] - k * d }) }),
  },
  {
    id: 'conv/spectra-magnitude',
    operator: 'conv',
    name: {
      en: 'the magnitude of the inverse transform is taken, not its real part',
      ko: '역변환의 실수부가 아니라 크기를 쓴다',
    },
    symptom: 'negative results become positive; right for images and kernels without negative numbers',
    why: 'a complex result is made real with abs()',
    mend: 'take the real part; the imaginary one is rounding',
    source: 'NumPy documentation: fft.ifft returns a complex array',
    wrong: ['y'],
    plant: changed({
      y: (y, { inputs: { b } }) => {
        const [, M, ...O] = y.shape as [number, number, ...number[]];
        const size = O.reduce((product, own) => product * own, 1);
        const bias = (i: number) => b?.data[Math.floor(i / size) % M] ?? 0;
        return map(y, (value, i) => Math.abs(value - bias(i)) + bias(i));
      },
    }),
  },
  {
    id: 'conv/tiles-do-not-overlap',
    operator: 'conv',
    name: {
      en: 'x is cut into tiles of eight that do not overlap',
      ko: 'x를 겹치지 않는 여덟 칸 타일로 자른다',
    },
    symptom: 'right for small planes; windows across the edge of a tile lose what is behind it',
    why: 'overlap-save without the overlap',
    mend: 'let neighbouring tiles share d·(K − 1) elements',
    source: 'Oppenheim and Schafer: Discrete-Time Signal Processing, overlap-save',
    wrong: ['y'],
    plant: changed({
      y: outputBy({
        at({ o, s, k, d, p }) {
          const [first, i] = [o * s, o * s + k * d];
          return Math.floor(i / 8) === Math.floor(first / 8) ? i - p[0] : -1;
        },
      }),
    }),
  },
];
