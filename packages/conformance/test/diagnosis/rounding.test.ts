import { describe, expect, test } from '@jest/globals';
import type { Tensor } from '@gradspec/spec';
import { diagnoseOperator } from '../../src/diagnosis/diagnose-operator.ts';
import { trialsOf } from '../../src/diagnosis/trials.ts';
import type { AnyKernel, Tensors } from '../../src/runner/any-kernel.ts';
import { having, mapped, mistake, right } from './planted.ts';

const each = (tensors: Tensors, f: (one: Tensor) => Tensor): Tensors =>
  Object.fromEntries(Object.entries(tensors).map(([name, one]) => [name, f(one)]));
const rounded = (tensors: Tensors) =>
  each(tensors, (one) => (one.dtype === 'int32' ? one : mapped(one, Math.fround)));

/** A kernel that stores everything it is given, and all it returns, in a Float32Array. */
const inSingle = (kernel: AnyKernel): AnyKernel => ({
  async forward(inputs, attributes) {
    const { outputs, saved } = await kernel.forward(rounded(inputs), attributes);
    return { outputs: rounded(outputs), saved };
  },
  backward: async (grads, saved, wanted) => rounded(await kernel.backward!(rounded(grads), saved, wanted)),
});

/** A kernel that refuses float64. */
const onlySingle = (kernel: AnyKernel): AnyKernel => ({
  ...kernel,
  forward(inputs, attributes) {
    if (Object.values(inputs).some(({ dtype }) => dtype === 'float64')) throw new Error('float32 only');
    return kernel.forward(inputs, attributes);
  },
});

describe('a kernel that computes with float32', () => {
  test.each(['conv/dx-ignores-padding', 'lstm/gates-read-as-ifog', 'avgPool/sum', 'sigmoid/overflows'])(
    'has its mistake named: %s',
    async (id) => {
      const planted = mistake(id);
      const { operator } = planted;
      for (const narrow of [inSingle, onlySingle]) {
        const [finding] = await diagnoseOperator(
          having(operator, narrow(planted.plant(right(operator)))),
          operator,
        );
        expect(finding?.mistakes).toEqual([id]);
      }
    },
  );

  test('and is right but for that is told so where it failed, and nothing where it did not', async () => {
    const kernel = having('linear', inSingle(right('linear')));
    expect(await diagnoseOperator(kernel, 'linear')).toEqual([]);
    expect(await diagnoseOperator(kernel, 'linear', trialsOf('linear').slice(0, 5))).toEqual([
      {
        operator: 'linear',
        certainty: 'suspected',
        sentence:
          'y, dx, dw and db are right to 5 digits or so and not to those of float64, as if something were stored or computed in float32',
      },
    ]);
  });
});

test('a kernel with one result in float32 is told which', async () => {
  const kernel: AnyKernel = {
    ...right('sigmoid'),
    async forward(inputs, attributes) {
      const { outputs, saved } = await right('sigmoid').forward(inputs, attributes);
      return { outputs: rounded(outputs), saved };
    },
  };
  const sentences = await diagnoseOperator(having('sigmoid', kernel), 'sigmoid');
  expect(sentences.map(({ sentence }) => sentence)).toEqual([
    'y is right to 5 digits or so and not to those of float64, as if something were stored or computed in float32',
  ]);
});

test('a kernel that failed and is right call by call is suspected of what is between the calls', async () => {
  const [finding] = await diagnoseOperator(
    having('linear', right('linear')),
    'linear',
    trialsOf('linear').slice(0, 5),
  );
  expect(finding).toMatchObject({
    certainty: 'suspected',
    sentence: expect.stringMatching(/^each of the \d+ calls that were tried is right by itself/),
  });
});
