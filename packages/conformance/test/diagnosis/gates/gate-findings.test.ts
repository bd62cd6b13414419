import { describe, expect, test } from '@jest/globals';
import { matrixIm2col } from '@gradspec/matrix-im2col';
import { naiveLoops } from '@gradspec/naive-loops';
import { rnnBptt } from '@gradspec/rnn-bptt';
import type { Tensor } from '@gradspec/spec';
import { gateFindings } from '../../../src/diagnosis/gates/gate-findings.ts';
import { gruWith, lstmWith, rnnWith, withRules } from '../../../src/mistakes/recurrent/right/index.ts';
import type { AnyKernel } from '../../../src/runner/any-kernel.ts';
import { having, mapped } from '../planted.ts';

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

describe('forward', () => {
  test.each<[string, 'lstm' | 'gru', AnyKernel, string]>([
    ['another function', 'lstm', lstmWith({ i: Math.tanh }), 'i is tanh of its sum'],
    [
      'a function of something else',
      'lstm',
      lstmWith({ o: (z) => sigmoid(2 * z) }),
      'o is σ of twice its sum',
    ],
    ['a gate of the other sign', 'lstm', lstmWith({ f: (z) => sigmoid(-z) }), 'f is 1 − σ of its sum'],
  ])('%s is read off', async (_, operator, kernel, sentence) => {
    const [first] = await gateFindings(having(operator, kernel), operator);
    expect(first).toMatch(/^on a single step [ifo] comes out wrong and .* right: /);
    expect(first).toContain(sentence);
  });

  test('a state that is not made of the gates as it should be is told as the gate that it looks like', async () => {
    const kernel = gruWith({ h: ({ n, z, before }) => n * z + (1 - z) * before });
    expect((await gateFindings(having('gru', kernel), 'gru'))[0]).toContain('z is 1 − σ of its sum');
  });
});

describe('backward, on a single step', () => {
  test.each<[string, 'lstm' | 'gru' | 'rnn', AnyKernel, string]>([
    [
      'the derivative of another gate',
      'lstm',
      lstmWith({ dzf: ({ dc, cBefore, i }) => dc * cBefore * i * (1 - i) }),
      'on a single step the gradient of the sum of f (db) is wrong, that of i, g and o right: that of f has the derivative of i, i(1 − i), expected f(1 − f)',
    ],
    [
      'a factor of another gate',
      'lstm',
      lstmWith({ dcBefore: ({ dc, i }) => dc * i }),
      'on a single step the gradients of the gates’ sums are right, and dc0 (what goes back to c₋₁) is wrong: dc0 has a factor i in place of f',
    ],
    [
      'the wrong factor before whᵀ',
      'rnn',
      withRules('rnn', { carried: (d) => ({ ...d, h: d.h.map((value) => value / 2) }) }),
      'on a single step the gradients of the gates’ sums are right, and dh0 (what goes back to h₋₁) is wrong: dh0 is half of what is due',
    ],
  ])('%s is read off', async (_, operator, kernel, sentence) => {
    expect((await gateFindings(having(operator, kernel), operator))[0]).toBe(sentence);
  });
});

describe('from step to step', () => {
  test('a way that is closed and makes all right is named', async () => {
    const carried = withRules('lstm', {
      carried: (d, s) => (s > 0 ? { ...d, c: d.c.map((value) => 0.7 * value) } : d),
    });
    expect(await gateFindings(having('lstm', carried), 'lstm')).toEqual([
      expect.stringMatching(/^what is carried back from a step to the one before through c, by f, is wrong/),
      'a single step is right, forward and backward: what is wrong is how steps are put together',
    ]);
  });

  test('a sum over the steps is told apart from what is carried', async () => {
    const kernel = withRules('gru', { added: (_sum, term) => term });
    expect((await gateFindings(having('gru', kernel), 'gru'))[0]).toMatch(
      /^on 4 steps dwx, dwh, db and dbh are wrong and dx is right: the sum over the steps/,
    );
  });

  test('output gradients of earlier steps that are lost are told', async () => {
    const kernel = rnnWith(
      {},
      { own: (given, s, steps) => (s < steps - 1 ? { ...given, h: given.h.map(() => 0) } : given) },
    );
    expect((await gateFindings(having('rnn', kernel), 'rnn'))[0]).toMatch(
      /^the gradients are right when only the last step has an output gradient/,
    );
  });
});

test('what is wrong with an attribute only is told with it', async () => {
  const kernel = rnnWith({
    dz: ({ h }, dh, dhNext, f) => (f === 'relu' ? (h > 0 ? 1 : 0.1) : 1 - h * h) * (dh + dhNext),
  });
  const [first] = await gateFindings(having('rnn', kernel), 'rnn', [{}, { activation: 'relu' }]);
  expect(first).toMatch(/^with activation relu: on a single step the gradient of the sum \(db\) is wrong/);
});

test.each([true, false])('the reset gate is read off with resetAfter %s', async (resetAfter) => {
  const kernel = gruWith({});
  const rows = (one: Tensor) => mapped(one, (value, at) => (at < one.data.length / 3 ? value / 2 : value));
  const halved: AnyKernel = {
    ...kernel,
    forward(inputs, attributes) {
      const { wx, wh, b, ...rest } = inputs as Record<'wx' | 'wh' | 'b' | 'x', Tensor>;
      const { resetAfter: given = true } = attributes as { resetAfter?: boolean };
      if (given !== resetAfter) return kernel.forward(inputs, attributes);
      return kernel.forward({ ...rest, wx: rows(wx), wh: rows(wh), b: rows(b) }, attributes);
    },
  };
  expect((await gateFindings(having('gru', halved), 'gru', [{}, { resetAfter }]))[0]).toBe(
    `${resetAfter ? '' : 'with resetAfter false: '}on a single step r comes out wrong and z and n right: r is σ of half its sum`,
  );
});

test.each([naiveLoops, matrixIm2col, rnnBptt])('$name has nothing to be read off', async (implementation) => {
  for (const operator of ['rnn', 'lstm', 'gru', 'conv'] as const) {
    expect(await gateFindings(implementation, operator, [{ reverse: true }])).toEqual([]);
  }
});
