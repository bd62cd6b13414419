/**
 * Mistakes of avgPool: what the sum of a window is divided by.
 *
 * @module
 */
import { elementCount } from '@gradspec/spec';
import type { Mistake } from '../mistake.ts';
import { map } from '../rearranged.ts';
import { only, variationsOf } from '../variations.ts';
import { countsOf, realElements, spread } from './windows.ts';

const { asked, changed } = variationsOf('avgPool');

/** All of them. */
export const avgPoolDivisor: readonly Mistake[] = [
  {
    id: 'avgPool/sum',
    operator: 'avgPool',
    name: { en: 'the elements are summed and not divided', ko: '원소를 더하기만 하고 나누지 않는다' },
    symptom: 'y and dx are too large by the size of the window',
    why: 'the divisor was forgotten',
    mend: 'divide by the number of counted elements, forward and backward',
    source: 'torch.nn.AvgPool2d: the factor 1/(kH·kW)',
    wrong: ['y', 'dx'],
    plant: changed({
      y: (y, call) => {
        const m = countsOf(call);
        return map(y, (value, i) => value * m[i]!);
      },
      dx: (_, call) =>
        spread(call, (window, write) => {
          for (const i of realElements(window)) write(i, call.outputGrads.y.data[window.y]!);
        }),
    }),
  },
  {
    id: 'avgPool/dx-not-divided',
    operator: 'avgPool',
    name: { en: 'the input gradient is not divided', ko: '입력 그래디언트를 나누지 않는다' },
    symptom: 'dx is too large by the size of the window',
    why: 'every element gets dy, as from a sum',
    mend: 'give every element dy / m',
    source: 'cs231n, Optimization: patterns in backward flow',
    wrong: ['dx'],
    plant: changed({
      dx: (_, call) =>
        spread(call, (window, write) => {
          for (const i of realElements(window)) write(i, call.outputGrads.y.data[window.y]!);
        }),
    }),
  },
  {
    id: 'avgPool/count-include-pad-inverted',
    operator: 'avgPool',
    name: { en: 'countIncludePad is inverted', ko: 'countIncludePad가 반대로 되어 있다' },
    symptom: 'wrong at the border only; invisible without padding',
    why: 'defaults differ: PyTorch counts the padding, ONNX and TensorFlow do not',
    mend: 'count the padding where countIncludePad is true',
    source: 'torch.nn.AvgPool2d: count_include_pad; ONNX AveragePool: count_include_pad',
    wrong: ['y', 'dx'],
    plant: asked(({ attributes: { countIncludePad } }) => ({
      attributes: { countIncludePad: !countIncludePad },
    })),
  },
  {
    id: 'avgPool/always-counts-padding',
    operator: 'avgPool',
    name: { en: 'the padding is always counted', ko: '패딩을 언제나 센다' },
    symptom: 'values at the border are too small where countIncludePad is false',
    why: 'the divisor is the kernel’s size',
    mend: 'without countIncludePad, divide by the elements inside x',
    source: 'torch.nn.AvgPool2d: count_include_pad',
    wrong: ['y', 'dx'],
    plant: asked(() => ({ attributes: { countIncludePad: true } })),
  },
  {
    id: 'avgPool/never-counts-padding',
    operator: 'avgPool',
    name: { en: 'the padding is never counted', ko: '패딩을 언제나 세지 않는다' },
    symptom: 'values at the border are too large where countIncludePad is true',
    why: 'the divisor counts the elements that were read',
    mend: 'with countIncludePad, count the padding, too',
    source: 'TensorFlow: avg_pool does not count the padding',
    wrong: ['y', 'dx'],
    plant: asked(() => ({ attributes: { countIncludePad: false } })),
  },
  {
    id: 'avgPool/dx-counts-otherwise',
    operator: 'avgPool',
    name: {
      en: 'backward counts the padding where forward does not, and the reverse',
      ko: '역전파가 순전파와 반대로 패딩을 센다',
    },
    symptom: 'y is right, dx is wrong at the border',
    why: 'the attribute reached one of the two only',
    mend: 'keep the divisors of forward for backward',
    source: 'torch.nn.AvgPool2d: count_include_pad',
    wrong: ['dx'],
    plant: only(
      ['dx'],
      asked(({ attributes: { countIncludePad } }) => ({
        attributes: { countIncludePad: !countIncludePad },
      })),
    ),
  },
  {
    id: 'avgPool/counts-overhang',
    operator: 'avgPool',
    name: { en: 'the overhang of ceilMode is counted', ko: 'ceilMode 창이 밖으로 나간 부분까지 센다' },
    symptom: 'values at the end are too small with ceilMode',
    why: 'the divisor is the kernel’s size',
    mend: 'count what lies in x and its padding, never what is beyond',
    source: 'pytorch#1526',
    wrong: ['y'],
    plant: changed({
      y: (y, call) => {
        const m = countsOf(call);
        const { countIncludePad, kernel } = call.attributes;
        return countIncludePad ? map(y, (value, i) => (value * m[i]!) / elementCount(kernel)) : y;
      },
    }),
  },
];
