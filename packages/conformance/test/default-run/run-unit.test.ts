import { expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import type { FloatTensor, Implementation } from '@gradspec/spec';
import { runUnit } from '../../src/default-run/run-unit.ts';
import type { Unit } from '../../src/default-run/units.ts';

const { relu } = naiveLoops.kernels;
let calls = 0;
const counting: Implementation = {
  name: 'one',
  version: '1',
  kernels: { relu: { ...relu, forward: (...call) => ((calls += 1), relu.forward(...call)) } },
};
const halved: Implementation = {
  name: 'wrong',
  version: '1',
  kernels: {
    relu: {
      ...relu,
      forward(inputs, attributes) {
        const { outputs, saved } = relu.forward(inputs, attributes);
        const y = { ...outputs.y, data: outputs.y.data.map((value) => value / 2) } as FloatTensor;
        return { outputs: { y }, saved };
      },
    },
  },
};
const cases: Unit = { operator: 'relu', what: 'generated cases', seed: 4, count: 12 };

test('a kernel that two implementations share is run once, and told of both', async () => {
  calls = 0;
  const alone = await runUnit([counting], cases);
  const once = calls;
  const both = await runUnit([counting, { ...counting, name: 'two' }], cases);
  expect(calls).toBe(2 * once);
  expect(
    both.map((own) => own.map((result) => 'generated' in result && result.generated.implementation)),
  ).toEqual([['one'], ['two']]);
  expect(both[1]).toMatchObject([{ ...alone[0]![0], generated: { implementation: 'two' } }]);
});

test('under another claim it is another kernel', async () => {
  calls = 0;
  await runUnit([counting], cases);
  const once = calls;
  await runUnit([counting, { ...counting, name: 'two', claims: { relu: { nonFinite: false } } }], cases);
  expect(calls).toBeGreaterThan(2 * once);
});

test('results stand at the place of their implementation; one without the operator has none', async () => {
  const none: Implementation = { name: 'none', version: '1', kernels: {} };
  const [wrong, empty, right] = await runUnit([halved, none, naiveLoops], cases);
  expect([wrong![0]!.outcome, empty, right![0]!.outcome]).toEqual(['failed', [], 'passed']);
  expect(right![0]!.counts).toEqual({ passed: expect.any(Number), total: expect.any(Number) });
  const checks = await runUnit([halved, none, naiveLoops], { ...cases, what: 'checks', count: 2 });
  expect(checks.map((own) => own.some(({ outcome }) => outcome === 'failed'))).toEqual([true, false, false]);
});
