/**
 * Mistakes in conv by spectra.
 *
 * @module
 */
import { rewritten, type About, type RewrittenMistake } from '../rewritten-mistake.ts';
import { perAxis } from '../windows.ts';
import { fftConv, sampled, type FftSlips } from './conv.ts';
import { product, type Meet } from './planes.ts';

const slip = (name: string, slips: Partial<FftSlips>, about: About): RewrittenMistake =>
  rewritten(`fft-conv-${name}`, 'conv', fftConv(slips), { ...about, bound: 'fft' });

const conjugateOfFirst: Meet = (a, b, at) => [
  a.re[at]! * b.re[at]! + a.im[at]! * b.im[at]!,
  a.re[at]! * b.im[at]! - a.im[at]! * b.re[at]!,
];

/** One slip each. */
export const fftMistakes: readonly RewrittenMistake[] = [
  slip(
    'no-conjugate',
    {
      meet: product,
      sample: (windows, axis, o) =>
        sampled(windows, axis, o) + (windows.K[axis] - 1) * windows.dilation[axis],
    },
    {
      expected: {
        wrong: ['y'],
        direction: 'forward',
        keywords: ['flip', 'flips', 'flipped', 'reversed', 'unflipped'],
        common: 'the product of the spectra without the conjugate is true convolution, read from K − 1 on',
      },
      name: {
        en: 'the spectra are multiplied without a conjugate, which flips the kernel',
        ko: '켤레 없이 스펙트럼을 곱하여 커널이 뒤집힌다',
      },
      story:
        'The convolution theorem was used as it stands in the book, for the operator that only bears its name.',
    },
  ),
  slip(
    'dw-conjugate-of-x',
    { meetForWeights: conjugateOfFirst },
    {
      expected: {
        wrong: ['dw'],
        direction: 'weight gradient',
        keywords: ['flip', 'flipped', 'reversed', 'conjugate', 'shifted', 'offset'],
      },
      name: {
        en: 'the weight gradient conjugates x’s spectrum in place of dy’s, so its lags are negative',
        ko: '가중치 기울기에서 dy 대신 x의 스펙트럼을 켤레로 하여 시차의 부호가 뒤집힌다',
      },
      story: 'A correlation has one conjugate, and nobody remembers on which side.',
    },
  ),
  slip(
    'transform-of-input-size',
    {
      lengths: ({ S, K, O, stride, dilation }) =>
        perAxis((axis) =>
          Math.max(S[axis], (K[axis] - 1) * dilation[axis] + 1, (O[axis] - 1) * stride[axis] + 1),
        ),
    },
    {
      expected: {
        wrong: ['y', 'dx', 'dw'],
        direction: 'forward',
        keywords: ['padding', 'wrap', 'wraps', 'wrapped', 'circular', 'border', 'modulo'],
        common: 'the transform has the size of the input, so that borders wrap around',
      },
      name: {
        en: 'the transform has no room for the padding, so the borders wrap around',
        ko: '변환 길이에 패딩 자리가 없어 경계가 돌아서 이어진다',
      },
      story: 'A transform of the input’s length is enough without padding, and that was the first test.',
    },
  ),
  slip(
    'dx-cropped-from-zero',
    { crop: (_, __, i) => i },
    {
      expected: { wrong: ['dx'], direction: 'input gradient', keywords: ['padding', 'shifted', 'offset'] },
      name: {
        en: 'the input gradient is read from the beginning of the padded image',
        ko: '입력 기울기를 패딩된 이미지의 처음부터 읽는다',
      },
      story: 'slice(0, S) removed the padding at the end, and the padding at the beginning stayed.',
    },
  ),
  slip(
    'stride-starts-late',
    { sample: (windows, axis, o) => sampled(windows, axis, o) + windows.stride[axis] - 1 },
    {
      expected: { wrong: ['y'], direction: 'forward', keywords: ['stride'] },
      name: {
        en: 'of every stride dense outputs the last is kept, not the first',
        ko: '스트라이드마다 촘촘한 출력의 첫 번째가 아니라 마지막을 남긴다',
      },
      story: 'full[stride − 1 :: stride] has the right length in most cases.',
    },
  ),
  slip(
    'dx-kernel-dense',
    { tapBack: ({ K, flip }, axis, k) => (flip ? K[axis] - 1 - k : k) },
    {
      expected: { wrong: ['dx'], direction: 'input gradient', keywords: ['dilation'] },
      name: {
        en: 'the spectrum of the kernel for the input gradient is that of the dense kernel',
        ko: '입력 기울기에 쓰는 커널의 스펙트럼이 팽창되지 않은 커널의 것이다',
      },
      story: 'The kernel is transformed again in backward, by a line from before the dilation.',
    },
  ),
  slip(
    'padding-at-the-end-only',
    { pad: (_, __, i) => i },
    {
      expected: { wrong: ['y', 'dw'], direction: 'forward', keywords: ['padding', 'shifted', 'offset'] },
      name: {
        en: 'all the padding stands behind the image',
        ko: '패딩이 모두 이미지 뒤에만 붙는다',
      },
      story: 'fft(x, n) pads with zeros by itself, at the end.',
    },
  ),
  slip(
    'dw-inverse-not-scaled',
    { weightFactor: () => 1 },
    {
      expected: {
        wrong: ['dw'],
        direction: 'weight gradient',
        keywords: ['factor', 'scaled', 'times'],
      },
      name: {
        en: 'the inverse transform of the weight gradient lacks its 1/n',
        ko: '가중치 기울기의 역변환에 1/n이 빠져 있다',
      },
      story:
        'The forward transform called backwards is the inverse but for the factor, and one of three calls forgot it.',
    },
  ),
];
