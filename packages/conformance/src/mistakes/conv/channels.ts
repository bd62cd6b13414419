/**
 * Mistakes of conv's forward pass: the bias, the channels and their groups.
 *
 * @module
 */
import { map } from '../rearranged.ts';
import type { Mistake } from '../mistake.ts';
import { only, variationsOf } from '../variations.ts';
import { outputBy } from './products.ts';

const { asked, changed } = variationsOf('conv');

/** Forward: bias, channels, groups. */
export const channelMistakes: readonly Mistake[] = [
  {
    id: 'conv/bias-ignored',
    operator: 'conv',
    name: { en: 'the bias is not added', ko: '편향을 더하지 않는다' },
    symptom: 'y is off by a constant per output channel',
    why: 'the bias is optional and was forgotten, or left to a normalisation that is not there',
    mend: 'start every sum of channel m from b[m]',
    source: 'torch.nn.Conv2d: bias',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(() => ({ inputs: { b: undefined } })),
    ),
  },
  {
    id: 'conv/bias-per-input-channel',
    operator: 'conv',
    name: { en: 'the bias is added once per input channel', ko: '편향을 입력 채널마다 한 번씩 더한다' },
    symptom: 'y is too large by (C/groups − 1)·b',
    why: 'the bias is added inside the loop over channels',
    mend: 'add it once per output, outside the sum',
    source: 'cs231n, Convolutional Networks: worked example with one bias per filter',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ inputs: { b, w } }) => ({ inputs: { b: b && map(b, (value) => value * w.shape[1]!) } })),
    ),
  },
  {
    id: 'conv/bias-per-tap',
    operator: 'conv',
    name: { en: 'the bias is added with every product', ko: '곱을 더할 때마다 편향도 더한다' },
    symptom: 'y is too large by b times the window’s size',
    why: 'sum += x·w + b stands in the innermost loop',
    mend: 'add it once per output, outside the sum',
    source: 'cs231n assignment 2: conv_forward_naive',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ inputs: { b, w } }) => ({
        inputs: { b: b && map(b, (value) => (value * w.data.length) / w.shape[0]!) },
      })),
    ),
  },
  {
    id: 'conv/first-channel-only',
    operator: 'conv',
    name: { en: 'only the first input channel is read', ko: '첫 번째 입력 채널만 읽는다' },
    symptom: 'right for grey images, wrong for colour',
    why: 'the loop over channels was left out, or its sum is assigned and not added',
    mend: 'sum over all channels of the group',
    source: 'cs231n, Convolutional Networks: filters extend through the full depth',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ inputs: { w } }) => {
        const row = w.data.length / w.shape[0]!;
        return { inputs: { w: map(w, (value, i) => (i % row < row / w.shape[1]! ? value : 0)) } };
      }),
    ),
  },
  {
    id: 'conv/channels-averaged',
    operator: 'conv',
    name: { en: 'the channels are averaged, not summed', ko: '채널을 더하지 않고 평균한다' },
    symptom: 'y without its bias is too small by the factor C/groups',
    why: 'a mean over the channel axis looks like the grey value of a colour image',
    mend: 'sum over the channels',
    source: 'cs231n, Convolutional Networks: the sum over the depth of the filter',
    wrong: ['y'],
    plant: only(
      ['y'],
      asked(({ inputs: { w } }) => ({ inputs: { w: map(w, (value) => value / w.shape[1]!) } })),
    ),
  },
  {
    id: 'conv/groups-read-first',
    operator: 'conv',
    name: { en: 'every group reads the first group’s channels', ko: '모든 그룹이 첫 그룹의 채널을 읽는다' },
    symptom: 'right for groups = 1 and for the first group’s outputs',
    why: 'c runs over C/groups and the offset g·C/groups is missing',
    mend: 'read channel g·CG + c with g = ⌊m / MG⌋',
    source: 'torch.nn.Conv2d: groups',
    wrong: ['y'],
    plant: changed({ y: outputBy({ channel: ({ c }) => c }) }),
  },
  {
    id: 'conv/groups-interleaved',
    operator: 'conv',
    name: {
      en: 'group g reads every groups-th channel from the g-th on',
      ko: '그룹 g가 g번째부터 groups 간격으로 떨어진 채널을 읽는다',
    },
    symptom: 'right for groups = 1 and for depthwise calls',
    why: 'channels are split as by a channel shuffle',
    mend: 'a group’s channels stand beside each other: g·CG + c',
    source: 'Zhang et al.: ShuffleNet, channel shuffle',
    wrong: ['y'],
    plant: changed({ y: outputBy({ channel: ({ c, g, groups }) => c * groups + g }) }),
  },
  {
    id: 'conv/groups-outputs-interleaved',
    operator: 'conv',
    name: {
      en: 'output channel m belongs to group m mod groups',
      ko: '출력 채널 m이 그룹 m mod groups에 속한다',
    },
    symptom: 'right for groups = 1 and where each group has one output channel',
    why: 'm % groups and ⌊m / MG⌋ agree in the calls one tries first',
    mend: 'g = ⌊m / (M / groups)⌋',
    source: 'ONNX Conv: group',
    wrong: ['y'],
    plant: changed({ y: outputBy({ channel: ({ m, c, CG, groups }) => (m % groups) * CG + c }) }),
  },
];
