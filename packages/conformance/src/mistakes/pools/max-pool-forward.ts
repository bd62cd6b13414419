/**
 * Mistakes of maxPool's forward pass.
 *
 * @module
 */
import { elementCount, tensor } from '@gradspec/spec';
import type { Mistake } from '../mistake.ts';
import { map } from '../rearranged.ts';
import { only, variationsOf } from '../variations.ts';
import { realElements, spread, winnerOf, windowsOf } from './windows.ts';

const { asked, changed } = variationsOf('maxPool');

/** All of them. */
export const maxPoolForward: readonly Mistake[] = [
  {
    id: 'maxPool/zero-padding-competes',
    operator: 'maxPool',
    name: { en: 'the padding takes part as 0', ko: '패딩 0이 최댓값 경쟁에 끼어든다' },
    symptom: 'wrong at the border where all of a window is negative; invisible behind a relu',
    why: 'x was padded with zeros as for a convolution',
    mend: 'pad with −∞, or leave the padding out',
    source: 'torch.nn.MaxPool2d: implicit negative infinity padding',
    wrong: ['y', 'dx'],
    plant: changed({
      y: (y, call) => {
        const padded = windowsOf(call).map(({ elements }) => elements.includes(undefined));
        return map(y, (value, i) => (padded[i] && value < 0 ? 0 : value));
      },
      dx: (_, call) => {
        const { data: x } = call.inputs.x;
        return spread(call, (window, write) => {
          const winner = winnerOf(x, realElements(window));
          if (window.elements.includes(undefined) && x[winner]! < 0) return;
          write(winner, call.outputGrads.y.data[window.y]!);
        });
      },
    }),
  },
  {
    id: 'maxPool/starts-at-zero',
    operator: 'maxPool',
    name: { en: 'the maximum is looked for from 0 on', ko: '최댓값을 0에서부터 찾는다' },
    symptom: 'no output is negative',
    why: 'max = 0 before the loop; or the smallest positive float taken for the smallest one',
    mend: 'start from −∞, or from the first element',
    source: 'C standard: FLT_MIN is the smallest positive normal number',
    wrong: ['y'],
    plant: changed({ y: (y) => map(y, (value) => (value < 0 ? 0 : value)) }),
  },
  {
    id: 'maxPool/nan-loses',
    operator: 'maxPool',
    name: { en: 'NaN in a window vanishes', ko: '창 안의 NaN이 사라진다' },
    symptom: 'y is finite where x is not a number; the loss looks well',
    why: 'x > best is false for NaN',
    mend: 'let the first NaN win',
    source: 'IEEE 754: comparisons with NaN are false',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ inputs: { x } }) => ({
        inputs: { x: map(x, (value) => (Number.isNaN(value) ? -Infinity : value)) },
      })),
    ),
  },
  {
    id: 'maxPool/stride-defaults-to-one',
    operator: 'maxPool',
    name: { en: 'without a stride, the stride is 1', ko: '보폭(stride)을 주지 않으면 1로 본다' },
    symptom: 'y is nearly as large as x where no stride is given',
    why: 'conv’s default',
    mend: 'a pool’s windows lie side by side: the stride defaults to the kernel',
    source: 'torch.nn.MaxPool2d: stride defaults to kernel_size; ONNX MaxPool: to 1',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ given, attributes: { kernel, stride } }) => ({
        attributes: { stride: given.stride ? stride : kernel.map(() => 1) },
      })),
    ),
  },
  {
    id: 'maxPool/across-channels',
    operator: 'maxPool',
    name: { en: 'the maximum is taken across the channels, too', ko: '채널을 가로질러서도 최댓값을 취한다' },
    symptom: 'all channels of y are the same',
    why: 'the axes of the window are counted from the wrong end, or x has its channels last',
    mend: 'pool every channel by itself',
    source: 'cs231n, Convolutional Networks: pooling operates on every depth slice',
    wrong: ['y'],
    plant: changed({
      y: (y) => {
        const [, C, ...O] = y.shape as [number, number, ...number[]];
        const plane = elementCount(O);
        const channels = [...Array(C).keys()];
        return map(y, (_, i) => {
          const first = Math.floor(i / (C * plane)) * C * plane + (i % plane);
          return Math.max(...channels.map((c) => y.data[first + c * plane]!));
        });
      },
    }),
  },
  {
    id: 'maxPool/ceil-mode-ignored',
    operator: 'maxPool',
    name: { en: 'ceilMode is ignored', ko: 'ceilMode를 무시한다' },
    symptom: 'y is one short where the stride does not fit',
    why: 'the size is rounded down, as in conv',
    mend: 'round up where ceilMode asks for it, as long as the last window starts inside',
    source: 'torch.nn.MaxPool2d: ceil_mode',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(() => ({ attributes: { ceilMode: false } })),
    ),
  },
  {
    id: 'maxPool/dilation-only-in-size',
    operator: 'maxPool',
    name: {
      en: 'the dilation is in the size and not in the index',
      ko: '팽창(dilation)이 크기에만 들어가고 인덱스에는 없다',
    },
    symptom: 'right for dilation 1',
    why: 'the size formula is copied, the index is one’s own',
    mend: 'i = o·s − p₀ + k·d',
    source: 'torch.nn.MaxPool2d: dilation',
    wrong: ['y'],
    plant: changed({
      y(y, call) {
        const { data: x } = call.inputs.x;
        const dense = windowsOf(call, ({ o, s, k, p }) => o * s - p[0] + k);
        const values = dense.map((window) => {
          const elements = realElements(window);
          return elements.length > 0 ? x[winnerOf(x, elements)]! : -Infinity;
        });
        return tensor(y.dtype, y.shape, values);
      },
    }),
  },
];
