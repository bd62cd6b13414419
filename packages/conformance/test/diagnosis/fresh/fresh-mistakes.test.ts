import { describe, expect, test } from '@jest/globals';
import type { OperatorName } from '@gradspec/spec';
import { diagnoseOperator } from '../../../src/diagnosis/diagnose-operator.ts';
import { lstmWith, rnnWith, withRules } from '../../../src/mistakes/recurrent/right/index.ts';
import { variationsOf } from '../../../src/mistakes/variations.ts';
import type { AnyKernel } from '../../../src/runner/any-kernel.ts';
import { having, mapped, right } from '../planted.ts';
import { im2colConv } from './im2col.ts';

const told = async (operator: OperatorName, kernel: AnyKernel) =>
  (await diagnoseOperator(having(operator, kernel), operator)).map(
    ({ certainty, sentence }) => `${certainty}: ${sentence}`,
  );
const backward = 'recovered: the forward pass is right, the backward pass is wrong: ';
const forward = 'recovered: the forward pass is wrong: ';

test('a right convolution over columns is told nothing', async () => {
  expect(await told('conv', im2colConv({}))).toEqual([]);
});

/** Mistakes that are not in the catalogue: each is to be told with its direction and with the attribute, index or gate. */
const cases: [string, OperatorName, AnyKernel, string, string][] = [
  [
    'one row too far where a stride is given',
    'conv',
    im2colConv({
      row: ({ oh, kh, stride, dilation, before }) =>
        oh * stride + kh * dilation - before + (stride > 1 ? 1 : 0),
    }),
    forward,
    'recovered: y is computed with ih = 2·oh + 3·kh, expected ih = 2·oh + 3·kh − 1: ',
  ],
  [
    'col2im halves what comes from dilated taps',
    'conv',
    im2colConv({ back: (value, { kh, dilation }) => (dilation > 1 && kh > 0 ? value / 2 : value) }),
    backward,
    'suspected: dx is wrong only on calls with dilation; the same calls with dilation at its default come out right',
  ],
  [
    'the kernel gradient weighs samples by their number',
    'conv',
    im2colConv({ forKernel: (value, { n }) => value * (n + 1) }),
    backward,
    'recovered: the terms of dw are multiplied with factors that go with n: 1 where n = 0, 2 where n = 1',
  ],
  [
    'the kernel gradient leaves out every other row of dy where a stride is given',
    'conv',
    im2colConv({ forKernel: (value, { oh, stride }) => (stride > 1 && oh % 2 ? 0 : value) }),
    backward,
    'suspected: dw is wrong only on calls with stride; the same calls with stride at its default come out right',
  ],
  [
    'the bias gradient is a mean over rows',
    'conv',
    im2colConv({ bias: (sum, OH) => sum / (OH + 1) }),
    backward,
    'excluded: none of the ',
  ],
  [
    'groups overlap by a channel',
    'conv',
    im2colConv({ groupStep: (CG, groups) => (groups > 1 ? CG - 1 : CG) }),
    forward,
    'recovered: y: the first of the 2 groups is right and the others are not',
  ],
  [
    'a gate is given half of its sum',
    'lstm',
    lstmWith({ f: (z) => 1 / (1 + Math.exp(-z / 2)) }),
    forward,
    'f is σ of half its sum',
  ],
  [
    'relu lets a tenth through on the way back',
    'rnn',
    rnnWith({
      dz: ({ h }, dh, dhNext, f) =>
        (f === 'relu' ? (h > 0 ? 1 : 0.1) : f === 'tanh' ? 1 - h * h : 1) * (dh + dhNext),
    }),
    backward,
    'wrong only on calls with activation; the same calls with activation at its default come out right',
  ],
  [
    'lstm forgets its cell in the middle',
    'lstm',
    withRules('lstm', { carried: (d, s) => (s === 1 ? { ...d, c: d.c.map(() => 0) } : d) }),
    backward,
    'recovered: what is carried back from a step to the one before through c, by f, is wrong',
  ],
  [
    'softplus slope for elu where x is negative',
    'elu',
    variationsOf('elu').changed({
      dx: (dx, { inputs: { x } }) => mapped(dx, (value, at) => (x.data[at]! < 0 ? 1.7 * value : value)),
    })(right('elu')),
    backward,
    'recovered: dx is wrong only where x is negative',
  ],
];

describe('a mistake that is not in the catalogue is located', () => {
  test.each(cases)('%s', async (_, operator, kernel, direction, place) => {
    const sentences = await told(operator, kernel);
    expect(sentences).toContainEqual(expect.stringContaining(direction));
    expect(sentences).toContainEqual(expect.stringContaining(place));
    expect(sentences.filter((sentence) => sentence.startsWith('matched'))).toEqual([]);
  });
});
