import { describe, expect, test } from '@jest/globals';
import { fftConv } from '@gradspec/fft-conv';
import { matrixIm2col } from '@gradspec/matrix-im2col';
import { naiveLoops } from '@gradspec/naive-loops';
import { rnnBptt } from '@gradspec/rnn-bptt';
import { type Implementation, type OperatorName, type Tensor } from '@gradspec/spec';
import { matchOtherCall } from '../../../src/diagnosis/other-call/match-other-call.ts';
import { trialsOf } from '../../../src/diagnosis/trials.ts';
import { tryOut } from '../../../src/diagnosis/tried.ts';
import { mapped } from '../planted.ts';
import { anyKernelOf, type AnyKernel, type Tensors } from '../../../src/runner/any-kernel.ts';

const kernelOf = (operator: OperatorName) => anyKernelOf(naiveLoops, operator)!;

/** naive-loops with an operator that computes another call than it was asked. */
function asking(
  operator: OperatorName,
  change: (inputs: Tensors, attributes: Record<string, unknown>) => [Tensors, object],
): Implementation {
  const right = kernelOf(operator);
  const kernel: AnyKernel = {
    async forward(inputs, attributes = {}) {
      const [others, told] = change(inputs, attributes as Record<string, unknown>);
      return right.forward(others, told);
    },
    backward: (grads, saved, wanted) => right.backward!(grads, saved, wanted),
  };
  return { name: 'other', version: '0', kernels: { [operator]: kernel } };
}

/** naive-loops with gradients of an operator that are changed afterwards. */
function spoiling(operator: OperatorName, change: (grads: Tensors) => Tensors): Implementation {
  const right = kernelOf(operator);
  const kernel: AnyKernel = {
    forward: (inputs, attributes) => right.forward(inputs, attributes),
    backward: async (grads, saved, wanted) => change(await right.backward!(grads, saved, wanted)),
  };
  return { name: 'spoilt', version: '0', kernels: { [operator]: kernel } };
}

const without =
  (name: string) =>
  ({ [name]: _, ...inputs }: Record<string, Tensor>, attributes: object): [Tensors, object] => [
    inputs,
    attributes,
  ];

/** The rows of o and g exchanged. */
const outputBeforeCell = (one: Tensor | undefined): Tensor | undefined => {
  if (!one) return undefined;
  const H = one.data.length / 4;
  const data = one.data.slice();
  data.set(one.data.subarray(3 * H), 2 * H);
  data.set(one.data.subarray(2 * H, 3 * H), 3 * H);
  return { ...one, data } as Tensor;
};

/** The numbers of [A, B] as [B, A] has them. */
const transposedInPlace = (one: Tensor): Tensor => {
  const [A, B] = one.shape as [number, number];
  return mapped(one, (_, at) => one.data[(at % A) * B + Math.floor(at / A)]!);
};

describe('another call', () => {
  const cases: [string, Implementation, OperatorName, string[]][] = [
    [
      'an initial state that is ignored',
      asking('rnn', without('h0')),
      'rnn',
      ['h, hT, dx, dwx, dwh and db are those of the call with h0 left out'],
    ],
    [
      'lengths that are ignored',
      asking('gru', without('lengths')),
      'gru',
      ['h, hT, dx, dwx, dwh, db, dh0 and dbh are those of the call with lengths left out'],
    ],
    [
      'a reset that comes at the other place',
      asking('gru', (inputs, attributes) => [
        inputs,
        { ...attributes, resetAfter: attributes.resetAfter === false },
      ]),
      'gru',
      ['h, hT, dx, dwx, dwh, db, dh0 and dbh are those of the call with resetAfter turned'],
    ],
    [
      'gates in another order',
      asking('lstm', (inputs, attributes) => {
        const moved = Object.fromEntries(
          ['wx', 'wh', 'b'].flatMap((name) =>
            inputs[name] ? [[name, outputBeforeCell(inputs[name])!]] : [],
          ),
        );
        return [{ ...inputs, ...moved }, attributes];
      }),
      'lstm',
      [
        'h, c, hT, cT, dx, dwx, dwh, db, dh0 and dc0 are those of the call with gates in the order i, f, o, g',
      ],
    ],
    [
      'padding that is counted',
      asking('avgPool', (inputs, attributes) => [inputs, { ...attributes, countIncludePad: true }]),
      'avgPool',
      ['y and dx are those of the call with countIncludePad left out'],
    ],
    [
      'a slope that is not read',
      asking('leakyRelu', (inputs) => [inputs, {}]),
      'leakyRelu',
      ['y and dx are those of the call with slope left out'],
    ],
    [
      'a gradient that is twice what is due',
      spoiling('sumOfSquares', (grads) => ({
        x: { ...grads.x!, data: grads.x!.data.map((value) => value / 2) } as Tensor,
      })),
      'sumOfSquares',
      ['dx is ½ times what is due'],
    ],
    [
      'a gradient that is some number times what is due',
      spoiling('tanh', (grads) => ({ x: mapped(grads.x!, (value) => 0.75 * value) })),
      'tanh',
      ['dx is 0.75 times what is due'],
    ],
    [
      'a gradient that is turned round along an axis',
      spoiling('rnn', (grads) => ({
        ...grads,
        x: mapped(grads.x!, (_, at) => {
          const step = grads.x!.data.length / grads.x!.shape[0]!;
          const t = grads.x!.shape[0]! - 1 - Math.floor(at / step);
          return grads.x!.data[t * step + (at % step)]!;
        }),
      })),
      'rnn',
      ['dx is what is due with axis 0 turned round'],
    ],
    [
      'a gradient that is stored the other way round',
      spoiling('linear', (grads) => ({ ...grads, w: transposedInPlace(grads.w!) })),
      'linear',
      ['dw is what is due, transposed: axis 0 and axis 1 are exchanged in memory'],
    ],
    [
      'a gradient whose gates are exchanged',
      spoiling('gru', (grads) => ({
        ...grads,
        wx: mapped(grads.wx!, (_, at) => {
          const size = grads.wx!.data.length / 3;
          const gate = [1, 0, 2][Math.floor(at / size)]!;
          return grads.wx!.data[gate * size + (at % size)]!;
        }),
      })),
      'gru',
      ['dwx has its gates in the order z, r, n'],
    ],
    [
      'a gradient without its sign',
      spoiling('relu', (grads) => ({ x: mapped(grads.x!, Math.abs) })),
      'relu',
      ['dx is what is due without its sign'],
    ],
  ];
  test.each(cases)('%s is told', async (_, implementation, operator, sentences) => {
    const { sentences: told } = await matchOtherCall(await tryOut(implementation, trialsOf(operator)));
    expect(told.slice(0, sentences.length)).toEqual(sentences);
  });

  test('a mistake that no other call explains is not explained', async () => {
    const odd = spoiling('tanh', (grads) => ({
      x: { ...grads.x!, data: grads.x!.data.map((value, at) => value * (1 + at)) } as Tensor,
    }));
    expect(await matchOtherCall(await tryOut(odd, trialsOf('tanh')))).toEqual({
      sentences: [],
      unexplained: ['dx'],
    });
  });
});

test.each([naiveLoops, matrixIm2col, fftConv, rnnBptt] as readonly Implementation[])(
  '$name is right on every trial, so nothing is told',
  async (implementation) => {
    for (const operator of ['conv', 'avgPool', 'linear', 'softmax', 'lstm', 'gru'] as const) {
      const told = await matchOtherCall(await tryOut(implementation, trialsOf(operator)));
      expect({ operator, told }).toEqual({ operator, told: { sentences: [], unexplained: [] } });
    }
  },
  60_000,
);
