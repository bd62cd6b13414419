import { expect, test } from '@jest/globals';
import type { OperatorName, Tensor } from '@gradspec/spec';
import { elementSentence } from '../../../src/diagnosis/location/elements.ts';
import { tryOut } from '../../../src/diagnosis/tried.ts';
import { trialsOf } from '../../../src/diagnosis/trials.ts';
import type { AnyKernel } from '../../../src/runner/any-kernel.ts';
import { having, mapped, right } from '../planted.ts';

/** naive-loops with a gradient whose elements are changed, by place and by the input's element there. */
const spoilt = (
  operator: OperatorName,
  change: (value: number, at: number, x: Tensor) => number,
): AnyKernel => ({
  async forward(inputs, attributes) {
    const { outputs, saved } = await right(operator).forward(inputs, attributes);
    return { outputs, saved: { saved, inputs } };
  },
  async backward(grads, opaque, wanted) {
    const { saved, inputs } = opaque as { saved: unknown; inputs: Record<string, Tensor> };
    const { x } = await right(operator).backward!(grads, saved, wanted);
    return { x: mapped(x!, (value, at) => change(value, at, inputs.x!)) };
  },
});
const told = async (operator: OperatorName, kernel: AnyKernel) =>
  elementSentence(await tryOut(having(operator, kernel), trialsOf(operator)), 'dx');

test('a gradient that is wrong for some inputs only is told with their sign', async () => {
  const kernel = spoilt('tanh', (value, at, x) => (x.data[at]! < 0 ? 2 * value : value));
  expect(await told('tanh', kernel)).toBe('dx is wrong only where x is negative');
});

test('a gradient that is wrong at one end of an axis only is told with the axis', async () => {
  const kernel = spoilt('maxPool', (value, at, { shape: [, C, ...plane] }) => {
    const size = plane.reduce((a, b) => a * b, 1);
    return Math.floor(at / size) % C! === C! - 1 ? 3 * value : value;
  });
  expect(await told('maxPool', kernel)).toBe('dx is wrong only at the last index of axis 1');
});

test('a gradient that is wrong everywhere has no place among its elements', async () => {
  expect(
    await told(
      'exp',
      spoilt('exp', (value, at) => value * (2 + at)),
    ),
  ).toBeUndefined();
});
