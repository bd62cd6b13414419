import { beforeEach, describe, expect, test } from '@jest/globals';
import { kernelBuilds, useKernels } from '@gradspec/kernels';
import { switchOnRelaxedSimd } from '@gradspec/kernels/relaxed-simd';
import { tensor, type FloatTensor, type Tensor } from '@gradspec/spec';
import { stream, type Stream, type StreamWeights } from '../src/stream.ts';
import { random } from './random.ts';
import { drawValues, kernelOf, recurrences, tensorsOf, type RecurrentCase } from './recurrent-case.ts';

switchOnRelaxedSimd();

/** Step t of a tensor [T, N, W]. */
function step({ dtype, shape: [, N, W], data }: Tensor, t: number): FloatTensor {
  return tensor(dtype, [N!, W!], data.subarray(t * N! * W!, (t + 1) * N! * W!)) as FloatTensor;
}

describe.each(kernelBuilds())('a stream on the build %s', (build) => {
  beforeEach(() => useKernels(build));
  const cases = recurrences.flatMap((operator) =>
    (['float32', 'float64'] as const).map((dtype) => [operator, dtype] as const),
  );

  test.each(cases)('of %s in %s has the states of the whole sequence, bit for bit', (operator, dtype) => {
    const attributes = operator === 'gru' ? { resetAfter: false } : {};
    const drawn: RecurrentCase = { operator, T: 70, N: 5, I: 3, H: 13, attributes };
    const { lengths: _, ...values } = drawValues(random(3), drawn, { all: true });
    const { x, h0, c0, ...weights } = tensorsOf(dtype, drawn, values) as Record<string, FloatTensor>;
    const { outputs } = kernelOf(operator).forward({ x, h0, ...(c0 && { c0 }), ...weights }, attributes);
    const cell: Stream = stream(operator, weights as unknown as StreamWeights<'gru'>, attributes);
    let state = { h: h0!, ...(c0 && { c: c0 }) };
    for (let t = 0; t < drawn.T; t++) {
      state = cell.step(state, step(x!, t));
      expect({ t, h: state.h.data }).toEqual({ t, h: step(outputs.h!, t).data });
      if (c0) expect({ t, c: state.c!.data }).toEqual({ t, c: step(outputs.c!, t).data });
    }
  });
});

describe('a stream', () => {
  const f = (shape: number[], ...values: number[]) => tensor('float64', shape, values);
  const weights = { wx: f([2, 1], 1, -2), wh: f([2, 2], 0.5, 1, -1, 0), b: f([2], 1, 0) };

  test('works out by hand, and changes neither the state nor x', () => {
    const cell = stream('rnn', weights, { activation: 'identity' });
    const [start, x] = [cell.start(1), f([1, 1], 3)];
    const one = cell.step(start, x);
    expect([...one.h.data]).toEqual([4, -6]); // 3 + 1 and −2·3
    expect([...cell.step(one, f([1, 1], -1)).h.data]).toEqual([-1 + 1 + 2 - 6, 2 - 4]);
    expect([start.h.data, x.data, one.h.data]).toEqual(
      [[0, 0], [3], [4, -6]].map((numbers) => Float64Array.from(numbers)),
    );
  });

  test('has weights of its own: what happens to those it was given does not matter', () => {
    const given = { ...weights, wx: f([2, 1], 1, -2) };
    const cell = stream('rnn', given, { activation: 'identity' });
    given.wx.data.fill(9);
    expect([...cell.step(cell.start(1), f([1, 1], 3)).h.data]).toEqual([4, -6]);
  });

  test('serves several batch sizes in turn, and lives beside other streams', () => {
    const [a, b] = [
      stream('rnn', weights, { activation: 'identity' }),
      stream('rnn', { ...weights, b: f([2], 0, 0) }, { activation: 'identity' }),
    ];
    for (let round = 0; round < 2; round++) {
      expect([...b.step(b.start(1), f([1, 1], 3)).h.data]).toEqual([3, -6]);
      expect([...a.step(a.start(1), f([1, 1], 1)).h.data]).toEqual([2, -2]);
      expect([...a.step(a.start(2), f([2, 1], 3, 1)).h.data]).toEqual([4, -6, 2, -2]);
    }
    expect(a.step(a.start(0), f([0, 1])).h.shape).toEqual([0, 2]);
  });

  const wrong: [string, () => unknown, string][] = [
    [
      'reverse',
      () => stream('rnn', weights, { reverse: true }),
      'rnn: reverse expected false: a stream is read as it comes, got true',
    ],
    [
      'weights that do not fit',
      () => stream('rnn', { ...weights, wh: f([1, 1], 1) }),
      'rnn: wh expected shape[0] = 2 (H of wx), got [1, 1]',
    ],
    [
      'inputs with a time axis',
      () => stream('rnn', weights).step({ h: f([1, 2], 0, 0) }, f([1, 1, 1], 3)),
      'rnn: x expected [N, I], the inputs of one step, got [1, 1, 1]',
    ],
    [
      'a state of another batch',
      () => stream('rnn', weights).step({ h: f([1, 2], 0, 0) }, f([2, 1], 3, 4)),
      'rnn: h0 expected shape[0] = 2 (N of x), got [1, 2]',
    ],
    [
      'a state without c',
      () =>
        stream('lstm', { wx: f([4, 1], 1, 2, 3, 4), wh: f([4, 1], 1, 2, 3, 4) }).step(
          { h: f([1, 1], 0) },
          f([1, 1], 3),
        ),
      'lstm: c0 expected c in the state before the step, got nothing',
    ],
  ];
  test.each(wrong)('says what is wrong with %s', (_, call, message) => {
    expect(call).toThrow(message);
  });
});
