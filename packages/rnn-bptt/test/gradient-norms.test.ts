import { describe, expect, test } from '@jest/globals';
import { tensor, type FloatTensor } from '@gradspec/spec';
import { gradientNorms } from '../src/gradient-norms.ts';
import { random } from './random.ts';
import { drawValues, kernelOf, tensorsOf, type RecurrentCase } from './recurrent-case.ts';

const f = (shape: number[], ...values: number[]) => tensor('float64', shape, values);

describe('gradient norms', () => {
  test.each([
    [0.5, [1 / 512, 1 / 256, 1 / 128, 1 / 64, 1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1]],
    [1, Array<number>(10).fill(1)],
    [2, [512, 256, 128, 64, 32, 16, 8, 4, 2, 1]],
  ])('vanish, stay or explode in the linear recurrence with w = %d', (w, norms) => {
    const inputs = {
      x: f([10, 1, 1], ...Array<number>(10).fill(0)),
      wx: f([1, 1], 1),
      wh: f([1, 1], w),
      h0: f([1, 1], 1),
    };
    expect(gradientNorms('rnn', inputs, { hT: f([1, 1], 1) }, { activation: 'identity' })).toEqual({
      h: norms,
    });
  });

  test('are those of the state that a later part of the sequence begins with', () => {
    const drawn: RecurrentCase = { operator: 'lstm', T: 6, N: 3, I: 2, H: 4, attributes: {} };
    const { lengths: _, ...values } = drawValues(random(11), drawn, { all: true });
    const { x, h0, c0, ...weights } = tensorsOf('float64', drawn, values) as Record<
      'x' | 'h0' | 'c0' | 'wx' | 'wh',
      FloatTensor
    >;
    const [dh, dc] = [f([6, 3, 4], ...values.dh!), f([6, 3, 4], ...values.dc!)];
    const [dhT, dcT] = [f([3, 4], ...values.dhT!), f([3, 4], ...values.dcT!)];
    const norms = gradientNorms('lstm', { x, h0, c0, ...weights }, { h: dh, c: dc, hT: dhT, cT: dcT });
    const { outputs } = kernelOf('lstm').forward({ x, h0, c0, ...weights }, {});
    const from = ({ shape: [T, N, W], data }: FloatTensor, t: number) =>
      f([T! - t, N!, W!], ...data.subarray(t * N! * W!));
    const row = ({ shape: [, N, W], data }: FloatTensor, t: number) =>
      f([N!, W!], ...data.subarray(t * N! * W!, (t + 1) * N! * W!));
    const norm = (a: FloatTensor, b: FloatTensor) =>
      Math.hypot(...Array.from(a.data, (value, i) => value + b.data[i]!));
    for (let t = 0; t < 6; t++) {
      const rest = { x: from(x, t + 1), h0: row(outputs.h!, t), c0: row(outputs.c!, t), ...weights };
      const { saved } = kernelOf('lstm').forward(rest, {});
      const grads = kernelOf('lstm').backward(
        { h: from(dh, t + 1), c: from(dc, t + 1), hT: dhT, cT: dcT },
        saved,
      );
      expect(norms.h[t]).toBeCloseTo(norm(grads.h0!, row(dh, t)), 12);
      expect(norms.c![t]).toBeCloseTo(norm(grads.c0!, row(dc, t)), 12);
    }
  });

  test('a call that the kernel would not take is refused', () => {
    const inputs = { x: f([1, 1, 1], 0), wx: f([1, 1], 1), wh: f([2, 1], 1, 1) };
    expect(() => gradientNorms('rnn', inputs, {})).toThrow('rnn: wh expected');
    expect(() => gradientNorms('rnn', { ...inputs, wh: f([1, 1], 1) }, { hT: f([1], 1) })).toThrow(
      'rnn: output gradient of hT expected',
    );
  });
});
