/**
 * Mistakes of avgPool: where its windows stand, and how dx is spread over them.
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { map } from '../rearranged.ts';
import { only, variationsOf } from '../variations.ts';
import { countsOf, realElements, spread, windowsOf } from './windows.ts';

const { asked, changed } = variationsOf('avgPool');

/** All of them. */
export const avgPoolWindows: readonly Mistake[] = [
  {
    id: 'avgPool/dx-overlaps-overwrite',
    operator: 'avgPool',
    name: {
      en: 'overlapping windows overwrite each other in the input gradient',
      ko: '겹치는 창이 입력 그래디언트를 서로 덮어쓴다',
    },
    symptom: 'right where windows do not overlap',
    why: 'the gradient is written with = in place of +=',
    mend: 'add',
    source: 'NumPy documentation: ufunc.at, unbuffered addition at repeated indices',
    wrong: ['dx'],
    plant: changed({
      dx: (_, call) => {
        const m = countsOf(call);
        const part: Parameters<typeof spread>[1] = (window, write) => {
          for (const i of realElements(window)) write(i, call.outputGrads.y.data[window.y]! / m[window.y]!);
        };
        return spread(call, part, true);
      },
    }),
  },
  {
    id: 'avgPool/dx-first-element',
    operator: 'avgPool',
    name: {
      en: 'the first element of every window gets the whole gradient',
      ko: '각 창의 첫 원소가 그래디언트를 모두 받는다',
    },
    symptom: 'dx forms a grid; its sum is right',
    why: 'a strided copy of dy in place of spreading it',
    mend: 'give every element of the window dy / m',
    source: 'cs231n, Optimization: patterns in backward flow',
    wrong: ['dx'],
    plant: changed({
      dx: (_, call) =>
        spread(call, (window, write) => write(realElements(window)[0]!, call.outputGrads.y.data[window.y]!)),
    }),
  },
  {
    id: 'avgPool/stride-defaults-to-one',
    operator: 'avgPool',
    name: { en: 'without a stride, the stride is 1', ko: '보폭(stride)을 주지 않으면 1로 본다' },
    symptom: 'y is nearly as large as x where no stride is given',
    why: 'conv’s default',
    mend: 'a pool’s windows lie side by side: the stride defaults to the kernel',
    source: 'torch.nn.AvgPool2d: stride defaults to kernel_size; ONNX AveragePool: to 1',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ given, attributes: { kernel, stride } }) => ({
        attributes: { stride: given.stride ? stride : kernel.map(() => 1) },
      })),
    ),
  },
  {
    id: 'avgPool/ceil-mode-ignored',
    operator: 'avgPool',
    name: { en: 'ceilMode is ignored', ko: 'ceilMode를 무시한다' },
    symptom: 'y is one short where the stride does not fit',
    why: 'the size is rounded down, as in conv',
    mend: 'round up where ceilMode asks for it, as long as the last window starts inside',
    source: 'torch.nn.AvgPool2d: ceil_mode',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(() => ({ attributes: { ceilMode: false } })),
    ),
  },
  {
    id: 'avgPool/padding-swapped',
    operator: 'avgPool',
    name: { en: 'padding before and after are swapped', ko: '앞쪽과 뒤쪽 패딩이 바뀌었다' },
    symptom: 'right for symmetric padding',
    why: 'engines order pads in several ways',
    mend: 'the first number of the pair is in front',
    source: 'ONNX AveragePool: pads',
    wrong: ['y', 'dx'],
    plant: changed({
      y: (y, call) => {
        const { data: x } = call.inputs.x;
        const m = countsOf(call);
        const moved = windowsOf(call, ({ o, s, k, p }) => o * s - p[1] + k);
        return map(y, (_, i) => realElements(moved[i]!).reduce((sum, at) => sum + x[at]!, 0) / m[i]!);
      },
      dx: (_, call) => {
        const m = countsOf(call);
        const moved = windowsOf(call, ({ o, s, k, p }) => o * s - p[1] + k);
        return spread(call, (window, write) => {
          for (const i of realElements(moved[window.y]!))
            write(i, call.outputGrads.y.data[window.y]! / m[window.y]!);
        });
      },
    }),
  },
];
