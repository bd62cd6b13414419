/**
 * Mistakes of conv's input gradient dx: where its windows stand, and its size.
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { gathered } from '../rearranged.ts';
import { only, variationsOf } from '../variations.ts';
import { inputGradientBy } from './products.ts';

const { asked, changed } = variationsOf('conv');

/** Mistakes of dx. */
export const inputWindowMistakes: readonly Mistake[] = [
  {
    id: 'conv/dx-ignores-stride',
    operator: 'conv',
    name: {
      en: 'the input gradient inserts no zeros between the output gradients',
      ko: '입력 그래디언트가 출력 그래디언트 사이에 0을 넣지 않는다',
    },
    symptom: 'right for stride 1',
    why: 'the full convolution of a text without strides',
    mend: 'output o gives to i = o·s − p₀ + k·d: s − 1 zeros between neighbours of dy',
    source: 'Dumoulin and Visin: A guide to convolution arithmetic for deep learning, 4.4',
    wrong: ['dx'],
    plant: changed({ dx: inputGradientBy({ at: ({ o, k, d, p }) => o - p[0] + k * d }) }),
  },
  {
    id: 'conv/dx-ignores-padding',
    operator: 'conv',
    name: { en: 'the input gradient ignores the padding', ko: '입력 그래디언트가 패딩을 무시한다' },
    symptom: 'dx is shifted by the padding before',
    why: 'the padded gradient is cut at its end instead of both ends',
    mend: 'output o gives to i = o·s − p₀ + k·d',
    source: 'cs231n assignment 2: conv_backward_naive',
    wrong: ['dx'],
    plant: changed({ dx: inputGradientBy({ at: ({ o, s, k, d }) => o * s + k * d }) }),
  },
  {
    id: 'conv/dx-crops-padding-after',
    operator: 'conv',
    name: {
      en: 'the input gradient is cropped by the padding after in front',
      ko: '입력 그래디언트의 앞을 뒤쪽 패딩만큼 자른다',
    },
    symptom: 'right for symmetric padding',
    why: 'before and after change places in the transposed convolution of some texts',
    mend: 'cut p₀ in front and p₁ at the end',
    source: 'ONNX Conv: auto_pad SAME_UPPER and SAME_LOWER',
    wrong: ['dx'],
    plant: changed({ dx: inputGradientBy({ at: ({ o, s, k, d, p }) => o * s - p[1] + k * d }) }),
  },
  {
    id: 'conv/dx-not-cropped',
    operator: 'conv',
    name: {
      en: 'the input gradient still has its padding',
      ko: '입력 그래디언트에서 패딩을 잘라 내지 않는다',
    },
    symptom: 'dx is larger than x',
    why: 'x was padded in place, and dx is that of the padded x',
    mend: 'cut p₀ in front and p₁ at the end of every spatial axis',
    source: 'cs231n assignment 2: conv_backward_naive',
    wrong: ['dx'],
    plant: only(
      ['dx'],
      asked(({ inputs: { x }, attributes: { padding } }) => {
        const before = [0, 0, ...padding.map(([first]) => first)];
        const around = [0, 0, ...padding.map(([first, last]) => first + last)];
        const shape = x.shape.map((size, axis) => size + around[axis]!);
        const padded = gathered(x, shape, (index) => index.map((at, axis) => at - before[axis]!));
        return { inputs: { x: padded }, attributes: { padding: padding.map(() => [0, 0]) } };
      }),
    ),
  },
  {
    id: 'conv/dx-too-short',
    operator: 'conv',
    name: {
      en: 'the input gradient ends with the last window',
      ko: '입력 그래디언트가 마지막 창에서 끝난다',
    },
    symptom: 'dx is smaller than x where the stride does not fit',
    why: 'its size is computed back from y’s, and the division was rounded',
    mend: 'give dx the shape of x; what no window reads has the gradient 0 (outputPadding of a transposed convolution)',
    source: 'torch.nn.ConvTranspose2d: output_padding',
    wrong: ['dx'],
    plant: changed({
      dx(dx, { attributes: { stride, padding, dilation }, inputs: { w }, outputShapes: { y } }) {
        const reached = stride.map((s, a) => {
          const [span, [before, after]] = [dilation[a]! * (w.shape[a + 2]! - 1) + 1, padding[a]!];
          return Math.max(0, (y[a + 2]! - 1) * s + span - before - after);
        });
        return gathered(dx, [...dx.shape.slice(0, 2), ...reached], (index) => index);
      },
    }),
  },
  {
    id: 'conv/dx-ignores-dilation',
    operator: 'conv',
    name: {
      en: 'the input gradient uses a dense kernel',
      ko: '입력 그래디언트가 팽창(dilation) 없는 커널을 쓴다',
    },
    symptom: 'right for dilation 1',
    why: 'dilation was added to the forward pass later',
    mend: 'output o gives to i = o·s − p₀ + k·d',
    source: 'torch.nn.Conv2d: dilation',
    wrong: ['dx'],
    plant: changed({ dx: inputGradientBy({ at: ({ o, s, k, p }) => o * s - p[0] + k }) }),
  },
  {
    id: 'conv/dx-wraps',
    operator: 'conv',
    name: {
      en: 'the input gradient’s transform is as short as x, so what falls into the padding comes in at the other side',
      ko: '입력 그래디언트의 변환 길이가 x와 같아 패딩으로 간 값이 반대쪽으로 감긴다',
    },
    symptom: 'wrong at the border only, and only with padding',
    why: 'a length that is enough for the valid forward pass is not for the full convolution',
    mend: 'transform with the length S + p₀ + p₁ at least and cut afterwards',
    source: 'Oppenheim and Schafer: Discrete-Time Signal Processing, linear convolution by the DFT',
    wrong: ['dx'],
    plant: changed({
      dx: inputGradientBy({ at: ({ o, s, k, d, p, S }) => (((o * s - p[0] + k * d) % S) + S) % S }),
    }),
  },
];
