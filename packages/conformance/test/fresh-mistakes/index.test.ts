import { expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import { isOperatorName, type Kernel, type OperatorName, type Tensor } from '@gradspec/spec';
import type { GeneratedCase } from '../../src/generated/case.ts';
import { generatedCases } from '../../src/generated/generated-cases.ts';
import { mistakes } from '../../src/mistakes/index.ts';
import { freshMistakes } from './index.ts';

/** The results of a call, a gradient as `d` and the name of its input. */
async function resultsOf(kernel: Kernel<OperatorName>, one: GeneratedCase) {
  const { outputs, saved } = await kernel.forward(one.inputs as never, one.attributes);
  const grads = (await kernel.backward!(one.outputGrads, saved)) as Record<string, Tensor>;
  const named = Object.entries(grads).map(([name, grad]) => [`d${name}`, grad] as const);
  return { ...(outputs as unknown as Record<string, Tensor>), ...Object.fromEntries(named) };
}

/** Whether two tensors differ by more than rounding. */
const differs = (right: Tensor, got: Tensor): boolean =>
  right.data.some((value, i) => Math.abs(value - got.data[i]!) > 1e-6 * (1 + Math.abs(value)));

/** The calls without NaN and infinities, beside which differences mean little. */
const calls = (operator: OperatorName) =>
  generatedCases(operator, { seed: 23, count: 60 }).filter(
    ({ fill, dtype }) => !fill.nonFinite && dtype === 'float64',
  );

test('there are twenty, each with an id of its own that the catalogue does not have', () => {
  const ids = freshMistakes.map(({ id }) => id);
  expect(new Set(ids).size).toBe(20);
  expect(ids.filter((id) => mistakes.some((listed) => listed.id === id))).toEqual([]);
  expect(ids.filter((id) => !isOperatorName(id.split('/')[0]!))).toEqual([]);
});

test.each(freshMistakes.map((mistake) => [mistake.id, mistake] as const))(
  '%s: some calls differ, in the results it names and in no others that forward does not explain',
  async (_, { expected: { operator, results, directions }, implementation }) => {
    const right = naiveLoops.kernels[operator] as Kernel<OperatorName>;
    const wrong = implementation.kernels[operator] as Kernel<OperatorName>;
    const different = new Set<string>();
    let agreeing = 0;
    for (const one of calls(operator)) {
      const [expected, got] = [await resultsOf(right, one), await resultsOf(wrong, one)];
      const names = Object.keys(expected).filter((name) => differs(expected[name]!, got[name]!));
      names.forEach((name) => different.add(name));
      if (names.length === 0) agreeing += 1;
    }
    expect(agreeing).toBeGreaterThan(0);
    // The gradients of a wrong forward may be wrong as well.
    const judged = directions.includes('forward') ? results.filter((name) => different.has(name)) : different;
    expect([...judged].sort()).toEqual([...results].sort());
  },
);
