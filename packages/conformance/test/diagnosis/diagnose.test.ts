import { describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import type { FloatTensor, Implementation } from '@gradspec/spec';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { diagnosisText } from '../../src/diagnosis/findings.ts';
import { runSuite } from '../../src/runner/suite.ts';
import { anyKernelOf, type AnyKernel, type Tensors } from '../../src/runner/any-kernel.ts';
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
      '    recovered: dw is 0.5 times what is due: every term of it (that is 1/N here, N = 2: an average over the batch?)',
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

describe('a kernel with bad manners', () => {
  const right = anyKernelOf(naiveLoops, 'linear')!;
  const zeroed = (tensors: Tensors) => Object.values(tensors).forEach(({ data }) => data.fill(0));
  const found = async (kernel: AnyKernel) => {
    const implementation = {
      name: 'rude',
      version: '1',
      kernels: { linear: kernel },
    } as unknown as Implementation;
    const report = await runSuite(implementation, vectors, { selection: true });
    expect(report.conforms).toBe(false);
    return diagnose(implementation, report);
  };

  test.each<[string, AnyKernel]>([
    [
      'changes what it is given',
      {
        ...right,
        backward(grads, saved, wanted) {
          const all = right.backward!(grads, saved, wanted);
          zeroed(grads);
          return all;
        },
      },
    ],
    ['returns no tensors', { ...right, backward: () => ({ x: null, w: 3 }) as unknown as Tensors }],
    ['returns nothing', { forward: () => undefined as never }],
  ])('that %s is told no mistake it did not make', async (_, kernel) => {
    expect((await found(kernel)).filter(({ certainty }) => certainty === 'matched')).toEqual([]);
  });

  test('that uses its memory again is compared with what it returned', async () => {
    const kept = new Map<number, Float64Array>();
    const reusing: AnyKernel = {
      ...right,
      async forward(inputs, attributes) {
        const { outputs, saved } = await right.forward(inputs, attributes);
        const { y } = outputs as { y: FloatTensor };
        const room = kept.get(y.data.length) ?? new Float64Array(y.data.length);
        kept.set(y.data.length, room);
        room.set(y.data.map((value) => -value));
        return { outputs: { y: { ...y, dtype: 'float64', data: room } }, saved };
      },
    };
    const sentences = (await found(reusing)).map(({ sentence }) => sentence);
    expect(sentences).toContain('y is -1 times what is due: every term of it (the sign is turned)');
  });
});
