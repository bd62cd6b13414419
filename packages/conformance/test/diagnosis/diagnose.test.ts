import { expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import type { FloatTensor, Implementation } from '@gradspec/spec';
import { diagnose, diagnosisText } from '../../src/diagnosis/diagnose.ts';
import { runSuite } from '../../src/runner/suite.ts';
import { loadVectors } from '../../src/vectors/load.ts';

const { linear } = naiveLoops.kernels;
/** naive-loops' linear with a weight gradient that is averaged over the batch. */
const averaged: Implementation = {
  name: 'averaged',
  version: '1',
  kernels: {
    linear: {
      forward(inputs, attributes) {
        const { outputs, saved } = linear.forward(inputs, attributes);
        const [N] = inputs.x.shape;
        return { outputs, saved: { saved, N } };
      },
      backward(grads, opaque, wanted) {
        const { saved, N } = opaque as { saved: unknown; N: number };
        const all = linear.backward(grads, saved, wanted);
        const { w } = all;
        return w ? { ...all, w: { ...w, data: w.data.map((value) => value / N) } as FloatTensor } : all;
      },
    },
  },
};
const vectors = loadVectors().filter((vector) => 'operator' in vector && vector.operator === 'linear');

test('a broken operator is told with what was found out, and how it is known', async () => {
  const findings = await diagnose(averaged, await runSuite(averaged, vectors, { selection: true }));
  expect(diagnosisText(findings)).toBe(
    [
      '  what is probably wrong with linear',
      '    matched: dw is 1/N, averaged over the first axis of x, times what is due',
      '    recovered: every term of dw is multiplied by 0.5 (1/N, N = 2: it is averaged over the batch)',
    ].join('\n'),
  );
});

test('where everything passes nobody is probed', async () => {
  let calls = 0;
  const counting: Implementation = {
    ...naiveLoops,
    kernels: { linear: { ...linear, forward: (...call) => ((calls += 1), linear.forward(...call)) } },
  };
  const report = await runSuite(counting, vectors, { selection: true });
  const before = calls;
  expect([await diagnose(counting, report), calls]).toEqual([[], before]);
});
