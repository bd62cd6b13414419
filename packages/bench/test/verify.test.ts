import { describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import type { Float32Tensor, Implementation } from '@gradspec/spec';
import { callOf, type Tensors } from '../src/call.ts';
import { kernelOf } from '../src/contestant.ts';
import type { Pass } from '../src/flops.ts';
import { partsOf } from '../src/parts.ts';
import { referenceOf, wrongness } from '../src/verify.ts';
import type { Workload } from '../src/workloads.ts';
import { conv, linear, lstm, pool } from './small-workloads.ts';

type Change = (tensor: Float32Tensor, name: string) => Float32Tensor | undefined;

/** naive-loops with every output or every gradient changed. */
function changed(operator: string, { forward, backward }: { forward?: Change; backward?: Change }) {
  const kernel = kernelOf(naiveLoops, operator)!;
  const all = (tensors: Tensors, change?: Change) =>
    Object.fromEntries(
      Object.entries(tensors).map(([name, tensor]) => [name, change ? change(tensor, name) : tensor]),
    );
  const made = {
    forward: async (inputs: Tensors, attributes: object) => {
      const { outputs, saved } = await kernel.forward(inputs, attributes);
      return { outputs: all(outputs, forward), saved };
    },
    backward: async (dy: Tensors, saved: unknown, wanted?: readonly string[]) =>
      all(await kernel.backward!(dy, saved, wanted), backward),
  };
  return { name: 'changed', version: '1', kernels: { [operator]: made } } as unknown as Implementation;
}

/** A copy with one element multiplied. */
const off = (tensor: Float32Tensor, at: number, by: number): Float32Tensor => {
  const data = Float32Array.from(tensor.data);
  const place = at < 0 ? data.length + at : at;
  data[place] = data[place]! * by + (by - 1);
  return { ...tensor, data };
};

/** Compared in parts, however small. */
const check = async (workload: Workload, pass: Pass, implementation: Implementation) =>
  wrongness(implementation, await referenceOf(callOf(workload), pass, partsOf(workload, pass, 0)));

describe('wrongness', () => {
  const cases = [conv, linear, lstm, pool].flatMap((workload) =>
    workload.passes.map((pass) => [workload.name, pass, workload] as const),
  );
  test.each(cases)('naive-loops itself is right in %s, %s', async (_, pass, workload) => {
    expect(await check(workload, pass, naiveLoops)).toBeUndefined();
  });

  test('float32 noise is right', async () => {
    const noisy = changed('conv', { forward: (y) => off(y, -1, 1 + 1e-5) });
    expect(await check(conv, 'forward', noisy)).toBeUndefined();
  });

  test.each([
    ['conv', 'forward', conv, 0, 'y[0, 0, 0, 0] expected '],
    ['conv', 'forward', conv, -1, 'y[1, 3, 4, 6] expected '],
    ['conv', 'input gradient', conv, -1, 'dx[1, 2, 4, 6] expected '],
    ['conv', 'weight gradient', conv, 0, 'dw[0, 0, 0, 0] expected '],
    ['conv', 'weight gradient', conv, -1, 'dw[3, 2, 2, 2] expected '],
    ['linear', 'forward', linear, -1, 'y[4, 2] expected '],
    ['linear', 'input gradient', linear, -1, 'dx[4, 6] expected '],
    ['linear', 'weight gradient', linear, -1, 'dw[2, 6] expected '],
    ['lstm', 'forward', lstm, -1, 'h[10, 2, 1] expected '],
    ['lstm', 'input gradient', lstm, -1, 'dx[10, 2, 3] expected '],
    ['lstm', 'weight gradient', lstm, 7, 'dwh[3, 1] expected '],
    ['lstm', 'train', lstm, 0, 'dx[0, 0, 0] expected '],
    ['maxPool', 'input gradient', pool, 17, 'dx[0, 0, 4, 1] expected '],
  ] as const)(
    'one wrong element of a %s, %s, is found and named',
    async (operator, pass, workload, at, start) => {
      const change: Change = (tensor) => off(tensor, at, -3);
      const wrong = changed(operator, pass === 'forward' ? { forward: change } : { backward: change });
      expect(await check(workload, pass, wrong)).toMatch(start);
    },
  );

  test('gradients of an lstm that forget a step, or all sequences but the last, are found', async () => {
    const call = callOf(lstm);
    const kernel = kernelOf(naiveLoops, 'lstm')!;
    const forgetful = (forgets: (index: number) => boolean) =>
      ({
        name: 'forgetful',
        version: '1',
        kernels: {
          lstm: {
            forward: (inputs: Tensors) => kernel.forward(inputs, {}),
            backward: ({ h }: Tensors, saved: unknown, wanted: readonly string[]) =>
              kernel.backward!(
                { h: { ...h!, data: h!.data.map((v, i) => (forgets(i) ? 0 : v)) } },
                saved,
                wanted,
              ),
          },
        },
      }) as unknown as Implementation;
    const reference = await referenceOf(call, 'weight gradient');
    const [N, H] = [3, 2];
    expect(
      await wrongness(
        forgetful((i) => Math.floor(i / (N * H)) === 9),
        reference,
      ),
    ).toMatch('dwh');
    expect(
      await wrongness(
        forgetful((i) => Math.floor(i / H) % N < N - 1),
        reference,
      ),
    ).toMatch('dwh');
  });

  test('a NaN is wrong', async () => {
    const wrong = changed('conv', { forward: (y) => off(y, 3, NaN) });
    expect(await check(conv, 'forward', wrong)).toMatch(/^y\[0, 0, 0, 3\] expected .*, got NaN$/);
  });

  test('a wrong shape and a missing gradient are named', async () => {
    const flat = changed('conv', { forward: (y) => ({ ...y, shape: [y.data.length, 1, 1, 1] }) });
    expect(await check(conv, 'forward', flat)).toBe(
      'y expected float32 [2, 1, 5, 7], got float32 [280, 1, 1, 1]',
    );
    const missing = changed('conv', { backward: () => undefined });
    expect(await check(conv, 'input gradient', missing)).toBe('dx is missing');
  });

  test('an output besides the first may be left out, but not be wrong', async () => {
    const without = changed('lstm', { forward: (of, name) => (name === 'c' ? undefined : of) });
    expect(await check(lstm, 'forward', without)).toBeUndefined();
    const wrong = changed('lstm', { forward: (of, name) => (name === 'cT' ? off(of, 0, 4) : of) });
    expect(await check(lstm, 'forward', wrong)).toMatch('cT[0, 0] expected ');
  });
});
