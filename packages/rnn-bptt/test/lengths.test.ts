import { describe, expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { recurrentKernels } from '../src/kernels.ts';
import { wholeTrace } from '../src/recurrence/keeping.ts';
import { drawCase, drawValues, type RnnCase } from './definition.ts';
import { random } from './random.ts';
import { run } from './run.ts';

const { rnn } = recurrentKernels(wholeTrace);

const seeds = Array.from({ length: 60 }, (_, seed) => seed);

describe('rnn over sequences of different lengths', () => {
  test('reads a reversed sequence from its own end', () => {
    const x = tensor('float64', [3, 2, 1], [1, 10, 2, 20, 3, NaN]);
    const [wx, wh] = [tensor('float64', [1, 1], [1]), tensor('float64', [1, 1], [2])];
    const lengths = { dtype: 'int32', shape: [2], data: Int32Array.of(3, 2) } as const;
    const { outputs } = rnn.forward({ x, wx, wh, lengths }, { activation: 'identity', reverse: true });
    expect([...outputs.h.data]).toEqual([17, 50, 8, 20, 3, 0]); // 3, 2 + 2·3, 1 + 2·8 and 20, 10 + 2·20
    expect([...outputs.hT.data]).toEqual([17, 50]);
  });

  test.each(seeds)('a batch is what its sequences are one by one, bit for bit, seed %i', (seed) => {
    const source = random(3000 + seed);
    const drawn = { ...drawCase(source), given: { b: true, h0: true, lengths: true } };
    const { T, N, I, H } = drawn;
    const values = drawValues(source, drawn, 'reals');
    const whole = run('float32', drawn, values);
    const column = (data: Float64Array, width: number, n: number) =>
      data.filter((_, at) => Math.floor(at / width) % N === n);
    for (let n = 0; n < N; n++) {
      const alone = run(
        'float32',
        { ...drawn, N: 1 },
        {
          ...values,
          x: column(values.x, I, n),
          h0: column(values.h0, H, n),
          lengths: values.lengths.subarray(n, n + 1),
          dh: column(values.dh, H, n),
          dhT: column(values.dhT, H, n),
        },
      );
      expect(alone.h).toEqual(column(whole.h!, H, n));
      expect(alone.hT).toEqual(column(whole.hT!, H, n));
      expect(alone.dx).toEqual(column(whole.dx!, I, n));
      expect(alone.dh0).toEqual(column(whole.dh0!, H, n));
      expect(alone.h!.length).toBe(T * H);
    }
  });

  test.each(seeds)('what stands past a sequence’s end is never read, seed %i', (seed) => {
    const source = random(4000 + seed);
    const drawn = { ...drawCase(source), given: { b: true, h0: true, lengths: true } };
    const values = drawValues(source, drawn, 'reals');
    const past = (data: Float64Array, width: number) =>
      data.map((value, at) => {
        const [t, n] = [Math.floor(at / width / drawn.N), Math.floor(at / width) % drawn.N];
        return t < values.lengths[n]! ? value : [NaN, Infinity][at % 2]!;
      });
    const spoiled = { ...values, x: past(values.x, drawn.I), dh: past(values.dh, drawn.H) };
    expect(run('float32', drawn, spoiled)).toEqual(run('float32', drawn, values));
  });

  test('an infinite weight reaches no step past the end', () => {
    const drawn: RnnCase = {
      T: 3,
      N: 2,
      I: 1,
      H: 2,
      activation: 'identity',
      reverse: false,
      given: { b: true, h0: true, lengths: true },
    };
    const values = { ...drawValues(random(5), drawn, 'integers'), lengths: Int32Array.of(0, 2) };
    values.wx[0] = Infinity;
    values.wh[1] = NaN;
    const { h, hT, dx, dh0 } = run('float64', drawn, values);
    expect([...h!.filter((_, at) => at % 4 < 2 || at >= 8)]).toEqual(Array(8).fill(0));
    expect([...dx!.filter((_, at) => at % 2 === 0 || at >= 4)]).toEqual([0, 0, 0, 0]);
    expect(hT!.subarray(0, 2)).toEqual(values.h0.subarray(0, 2));
    expect(dh0!.subarray(0, 2)).toEqual(values.dhT.subarray(0, 2));
  });

  test('an infinite last state is met by no step that is not read', () => {
    const x = tensor('float64', [3, 2, 1], [Infinity, 1, NaN, -2, NaN, 3]);
    const [wx, wh] = [tensor('float64', [1, 1], [1]), tensor('float64', [1, 1], [0.5])];
    const lengths = { dtype: 'int32', shape: [2], data: Int32Array.of(1, 3) } as const;
    const { outputs, saved } = rnn.forward({ x, wx, wh, lengths }, { activation: 'identity' });
    expect([...outputs.h.data]).toEqual([Infinity, 1, 0, -1.5, 0, 2.25]);
    const grads = rnn.backward({ h: tensor('float64', [3, 2, 1], [5, 1, NaN, 2, NaN, 4]) }, saved);
    expect([...grads.wh!.data]).toEqual([4 * 1 + 4 * -1.5]); // dz = 4 at both later steps of the longer sequence
  });

  test('a sequence of no steps at all gives back its first state', () => {
    const drawn: RnnCase = {
      T: 0,
      N: 2,
      I: 1,
      H: 3,
      activation: 'tanh',
      reverse: false,
      given: { b: false, h0: true, lengths: false },
    };
    const values = drawValues(random(6), drawn, 'integers');
    const { h, hT, dh0, dwh } = run('float64', drawn, values);
    expect(h).toEqual(new Float64Array(0));
    expect(hT).toEqual(values.h0);
    expect(dh0).toEqual(values.dhT);
    expect(dwh).toEqual(new Float64Array(9));
  });
});
