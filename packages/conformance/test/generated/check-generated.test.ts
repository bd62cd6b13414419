import { describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import type { FloatTensor, Implementation, OperatorName, Tensor } from '@gradspec/spec';
import { checkGenerated } from '../../src/generated/check-generated.ts';
import { generatedFailureText } from '../../src/generated/failure-text.ts';
import { mistakes, withMistake } from './mistakes.ts';

const range = { seed: 7, count: 100 };
const first = async (implementation: Implementation, operator: OperatorName, of = range) => {
  const { results } = await checkGenerated([implementation], operator, of);
  return results[0]!;
};

test.each(Object.keys(mistakes))('%s: found, and made small', async (name) => {
  const { operator } = mistakes[name]!;
  const result = await first(withMistake(name), operator);
  expect(result.failed).toBeGreaterThan(0);
  const { smallest } = result.failure!;
  const numbers = Object.values(smallest.inputs).reduce((sum, { data }) => sum + data.length, 0);
  // With all sizes different, no call of 1-D conv is smaller than 2·1·3, and none of lstm has fewer than 40 numbers.
  expect(numbers).toBeLessThanOrEqual(60);
  expect(smallest.fill).toMatchObject({ kind: name.includes('digits') ? 'floats' : 'integers' });
});

test('a failure says what was called, which element is wrong, and how to see it again', async () => {
  const result = await first(withMistake('conv swaps the padding before and after'), 'conv');
  const text = generatedFailureText(result, './mine.ts');
  expect(text).toMatch(/✗ conv on mistaken: \d+ of 100 generated cases are wrong/);
  expect(text).toMatch(/the smallest call found from case \d+ of seed 7:/);
  expect(text).toMatch(/padding \[\[\d,\d\]/);
  expect(text).toMatch(/ x \[[\d, ]+\] = /);
  expect(text).toMatch(
    /\(float(32|64)\): \d+ of \d+ elements? (is|are) wrong\n +\[[\d, ]+\] +expected .* got /,
  );
  expect(text).toMatch(/reproduce: gradspec run \.\/mine\.ts --operator conv --seed 7 --index \d+/);
});

describe('manners', () => {
  const { linear } = naiveLoops.kernels;
  const named = (kernel: object): Implementation =>
    ({ name: 'rude', version: '0', kernels: { linear: kernel } }) as unknown as Implementation;
  const said = async (kernel: object) => {
    const { failure } = await first(named(kernel), 'linear', { seed: 3, count: 5 });
    return failure!.failures.map(({ what, message }) => `${what}: ${message}`).join('\n');
  };
  type Call = Parameters<typeof linear.forward>;
  type Back = Parameters<typeof linear.backward>;

  test('a kernel that writes into its input is told so', async () => {
    const forward = (...[inputs, attributes]: Call) => {
      const ran = linear.forward(inputs, attributes);
      inputs.w.data[0] = 77;
      return ran;
    };
    expect(await said({ ...linear, forward })).toMatch(/forward: changed its input w; a kernel must leave/);
  });

  test('a kernel that uses the memory of its last result again is told so', async () => {
    const kept = new Map<string, FloatTensor>();
    const forward = (...[inputs, attributes]: Call) => {
      const { outputs, saved } = linear.forward(inputs, attributes);
      const key = `${outputs.y.shape} ${outputs.y.dtype}`;
      const memory = kept.get(key) ?? outputs.y;
      kept.set(key, memory);
      memory.data.set(outputs.y.data.map((value) => value + memory.data.length / 2 ** 40));
      return { outputs: { y: memory }, saved };
    };
    expect(await said({ ...linear, forward })).toMatch(/y: \d+ of|shares|earlier output/);
  });

  test('a kernel whose gradient is its output gradient is told so', async () => {
    const backward = (...[grads, saved, wanted]: Back) => {
      const all = linear.backward(grads, saved, wanted);
      const b = all.b && { ...all.b, data: grads.y!.data.subarray(0, all.b.data.length) };
      return b ? { ...all, b } : all;
    };
    expect(await said({ ...linear, backward })).toMatch(/gradient b: shares its memory with y/);
  });

  test('a kernel that answers otherwise the second time is told so', async () => {
    let calls = 0;
    const forward = (...[inputs, attributes]: Call) => {
      const { outputs, saved } = linear.forward(inputs, attributes);
      calls += 1;
      // By the last bit only, which every bound allows for.
      const data = outputs.y.data.map((value) => (calls % 2 ? value : value * (1 + 2 ** -23)));
      return { outputs: { y: { ...outputs.y, data } as FloatTensor }, saved };
    };
    expect(await said({ ...linear, forward })).toMatch(
      /output y: the same call gives other numbers the second/,
    );
  });

  test('a kernel that returns gradients nobody asked for is told so', async () => {
    const backward = (...[grads, saved]: Back) => linear.backward(grads, saved);
    expect(await said({ ...linear, backward })).toMatch(/was returned, and only .* had been asked for/);
  });

  test('a kernel that throws is told with its message', async () => {
    const forward = () => {
      throw new TypeError('three axes are not written yet');
    };
    expect(await said({ ...linear, forward })).toMatch(
      /forward: threw TypeError: three axes are not written yet/,
    );
  });
});

test('an implementation that is asked one by one answers with promises, too', async () => {
  const { softmax } = naiveLoops.kernels;
  const later = {
    forward: (...call: Parameters<typeof softmax.forward>) => Promise.resolve(softmax.forward(...call)),
    backward: (...call: Parameters<typeof softmax.backward>) => Promise.resolve(softmax.backward(...call)),
  };
  const result = await first({ name: 'later', version: '0', kernels: { softmax: later } }, 'softmax');
  expect(result).toMatchObject({ total: 100, failed: 0 });
});

test('NaN and infinities are left out where they are not claimed', async () => {
  const seen: boolean[] = [];
  const { relu } = naiveLoops.kernels;
  const forward = (...[inputs]: Parameters<typeof relu.forward>) => {
    seen.push((inputs.x as Tensor).data.every(Number.isFinite));
    return relu.forward(inputs);
  };
  const kernels = { relu: { ...relu, forward } };
  const claimed: Implementation = { name: 'all', version: '0', kernels };
  await first(claimed, 'relu');
  expect(seen).toContain(false);
  seen.length = 0;
  await first({ ...claimed, claims: { relu: { nonFinite: false } } }, 'relu');
  expect(seen).not.toContain(false);
});
