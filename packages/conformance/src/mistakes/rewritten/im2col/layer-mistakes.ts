/**
 * Mistakes in convTranspose, the pools and linear by columns and matrices.
 *
 * @module
 */
import { rewritten, type RewrittenMistake } from '../rewritten-mistake.ts';
import { volume } from '../windows.ts';
import { place } from './columns.ts';
import { im2colConvTranspose } from './conv-transpose.ts';
import { im2colLinear } from './linear.ts';
import { product, transposed } from './matrix.ts';
import { im2colAvgPool, im2colMaxPool } from './pools.ts';

const transposedConvolutions: readonly RewrittenMistake[] = [
  rewritten(
    'im2col-convTranspose-output-padding-first',
    'convTranspose',
    im2colConvTranspose({
      write: (outputPadding) => (windows, axis, o, k) => place(windows, axis, o, k) + outputPadding[axis],
    }),
    {
      expected: { wrong: ['y'], direction: 'forward', keywords: ['outputPadding'] },
      name: {
        en: 'the output padding is put before the first element and not behind the last',
        ko: '출력 패딩(outputPadding)을 끝이 아니라 처음에 넣는다',
      },
      story: 'It is called padding, so it was added to the offset.',
    },
  ),
  rewritten(
    'im2col-convTranspose-dx-without-stride',
    'convTranspose',
    im2colConvTranspose({
      read: (windows, axis, o, k) => place({ ...windows, stride: [1, 1, 1] }, axis, o, k),
    }),
    {
      expected: { wrong: ['dx'], direction: 'input gradient', keywords: ['stride'] },
      name: {
        en: 'the input gradient reads dy without the stride',
        ko: '입력 기울기가 스트라이드 없이 dy를 읽는다',
      },
      story:
        'In the forward pass the stride stands between the inputs, so backward was thought to need none.',
    },
  ),
  rewritten(
    'im2col-convTranspose-kernel-as-of-conv',
    'convTranspose',
    im2colConvTranspose({ weightAt: ({ CG, taps }, c, m, tap) => (m * CG + c) * taps + tap }),
    {
      expected: {
        wrong: ['y', 'dx', 'dw'],
        direction: 'forward',
        keywords: ['channel', 'channels', 'transposed', 'layout', 'order', 'permuted', 'axes'],
        common: 'the input and output channels of the kernel are exchanged',
      },
      name: {
        en: 'the kernel is read as conv’s, with the output channels first',
        ko: '커널을 conv처럼 출력 채널이 먼저인 것으로 읽는다',
      },
      story: 'The indexing of the kernel was copied from conv, whose kernel is [M, C, …K].',
    },
  ),
];

const pools: readonly RewrittenMistake[] = [
  rewritten('im2col-avgPool-mean-of-column', 'avgPool', im2colAvgPool({ divisor: ({ K }) => volume(K) }), {
    expected: {
      wrong: ['y', 'dx'],
      direction: 'forward',
      keywords: ['countIncludePad', 'ceilMode', 'divisor', 'padding', 'overhang', 'counted'],
    },
    name: {
      en: 'every window is divided by the size of the kernel',
      ko: '모든 창을 커널의 크기로 나눈다',
    },
    story: 'The mean of a column is one call, and a column has an element for every tap.',
  }),
  rewritten('im2col-maxPool-padding-wins', 'maxPool', im2colMaxPool({ outside: 0 }), {
    expected: {
      wrong: ['y', 'dx'],
      direction: 'forward',
      keywords: ['padding'],
      common: 'the zeros of the padding compete in the maximum',
    },
    name: {
      en: 'the zeros of the padding can be the maximum',
      ko: '패딩의 0이 최댓값이 될 수 있다',
    },
    story: 'im2col was taken over from conv, where the padding is zeros.',
  }),
  rewritten(
    'im2col-maxPool-winner-column-major',
    'maxPool',
    im2colMaxPool({ rowBack: ({ K: [D, H] }, _, [d, h, w]) => d + D * (h + H * w) }),
    {
      expected: {
        wrong: ['dx'],
        direction: 'input gradient',
        keywords: ['window', 'maximum', 'axes', 'order', 'row-major', 'transposed'],
      },
      name: {
        en: 'the number of the maximum in its window is taken apart with its axes in the wrong order',
        ko: '창 안의 최댓값 번호를 축 순서를 거꾸로 하여 푼다',
      },
      story: 'The number was divided by the height of the window where its width was due.',
    },
  ),
];

const linears: readonly RewrittenMistake[] = [
  rewritten(
    'im2col-linear-dw-not-transposed',
    'linear',
    im2colLinear({ weightGradient: (dY, X) => product(transposed(X), dY) }),
    {
      expected: {
        wrong: ['dw'],
        direction: 'weight gradient',
        keywords: ['transposed', 'transpose'],
      },
      name: {
        en: 'the weight gradient is Xᵀ·dY, in the memory of [O, I]',
        ko: '가중치 기울기를 [O, I] 자리에 Xᵀ·dY로 쓴다',
      },
      story: 'The notes have the weights as [I, O], where the gradient is Xᵀ·dY.',
    },
  ),
  rewritten(
    'im2col-linear-weights-see-first-axis-only',
    'linear',
    im2colLinear({ rowsForWeights: (shape) => (shape.length > 1 ? shape[0]! : 1) }),
    {
      expected: {
        wrong: ['dw', 'db'],
        direction: 'weight gradient',
        keywords: ['leading', 'axes', 'axis', 'batch', 'rows', 'rank'],
      },
      name: {
        en: 'the gradients of w and b are sums over as many rows as the first axis has, not all leading axes',
        ko: 'w와 b의 기울기를 앞쪽 축 전체가 아니라 첫 번째 축의 크기만큼의 행에 대해서만 더한다',
      },
      story: 'The batch size was shape[0], until x got a time axis.',
    },
  ),
];

/** One slip each. */
export const layerMistakes: readonly RewrittenMistake[] = [...transposedConvolutions, ...pools, ...linears];
