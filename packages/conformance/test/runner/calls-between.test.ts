import { describe, expect, test } from '@jest/globals';
import { naiveLoops } from '@gradspec/naive-loops';
import {
  operatorNames,
  tensor,
  type Implementation,
  type MaybePromise,
  type OperatorName,
  type Tensor,
} from '@gradspec/spec';
import { hygieneMistakes } from '../../src/mistakes/hygiene/index.ts';
import { anyKernelOf, type AnyKernel, type Tensors } from '../../src/runner/any-kernel.ts';
import { runVector } from '../../src/runner/run-vector.ts';
import { loadVectors } from '../../src/vectors/load.ts';

const all = loadVectors();
const withKernel = (operator: OperatorName, kernel: AnyKernel): Implementation => ({
  name: 'mine',
  version: '0',
  kernels: { [operator]: kernel },
});

/** What the vectors of an operator say of a kernel. */
async function said(operator: OperatorName, kernel: AnyKernel): Promise<readonly string[]> {
  const messages: string[] = [];
  for (const vector of all)
    if (vector.kind === 'operator' && vector.operator === operator)
      messages.push(
        ...(await runVector(withKernel(operator, kernel), vector)).failures.map(
          ({ what, message }) => `${what}: ${message}`,
        ),
      );
  return messages;
}

const right = (operator: OperatorName) => anyKernelOf(naiveLoops, operator)!;

/** The calls around right ones; `backward` may change what comes. */
const around = (
  operator: OperatorName,
  {
    saved,
    backward,
  }: {
    saved?: (inputs: Tensors, saved: unknown) => unknown;
    backward?: (
      this: void,
      grads: Tensors,
      saved: unknown,
      wanted?: readonly string[],
    ) => MaybePromise<Tensors>;
  },
): AnyKernel => ({
  forward(inputs, attributes) {
    const ran = right(operator).forward(inputs, attributes) as { outputs: Tensors; saved: unknown };
    return saved ? { ...ran, saved: saved(inputs, ran.saved) } : ran;
  },
  backward: backward ?? ((grads, own, wanted) => right(operator).backward!(grads, own, wanted)),
});

describe('vectors find what a kernel keeps from call to call', () => {
  test.each([
    [
      'results-in-kept-buffers',
      /^output \w+: was changed by a later call; what was returned belongs to the caller/,
    ],
    [
      'saved-of-the-last-call',
      /elements? (is|are) wrong|gives another gradient|threw SpecError|expected shape/,
    ],
    ['wanted-ignored', /was returned, and only that of \w+ had been asked for$/],
  ] as const)('%s, in every operator that can have it', async (kind, message) => {
    const mistakes = operatorNames.flatMap((operator) =>
      hygieneMistakes(operator).filter(({ id }) => id === `${operator}/${kind}`),
    );
    const missed: string[] = [];
    for (const mistake of mistakes) {
      const messages = await said(mistake.operator, mistake.plant(right(mistake.operator)));
      if (!messages.some((one) => message.test(one))) missed.push(mistake.id);
    }
    expect(mistakes.length).toBeGreaterThan(10);
    expect(missed).toEqual([]);
  });

  test('what was saved, cached by shape', async () => {
    const cache = new Map<string, unknown>();
    const keyOf = (inputs: Tensors) => Object.values(inputs).map(({ shape }) => shape.join());
    const kernel = around('multiply', {
      saved(inputs, saved) {
        const key = keyOf(inputs).join(' ');
        cache.set(key, saved);
        return key;
      },
      backward: (grads, key, wanted) => right('multiply').backward!(grads, cache.get(key as string), wanted),
    });
    expect(await said('multiply', kernel)).toContainEqual(
      expect.stringMatching(/^gradient of a: \d+ of \d+ elements are wrong/),
    );
  });

  test('gradients in one buffer per name', async () => {
    const buffers = new Map<string, Tensor>();
    const kernel = around('tanh', {
      async backward(grads, saved, wanted) {
        const { x } = (await right('tanh').backward!(grads, saved, wanted)) as { x: Tensor };
        const key = `${x.dtype} ${x.shape.join()}`;
        const buffer = buffers.get(key) ?? x;
        buffers.set(key, buffer);
        buffer.data.set(x.data);
        return { x: buffer };
      },
    });
    expect(await said('tanh', kernel)).toContainEqual(
      expect.stringMatching(/^gradient of x: was changed by a later call/),
    );
  });
});

test('a gradient that is wrong only when it is asked for alone is found', async () => {
  const kernel = around('linear', {
    async backward(grads, saved, wanted) {
      const gradients = await right('linear').backward!(grads, saved, wanted);
      if (wanted?.length !== 1 || !gradients.w) return gradients;
      const { dtype, shape, data } = gradients.w;
      return {
        ...gradients,
        w: tensor(
          dtype,
          shape,
          Array.from(data, (value) => value + 1),
        ),
      };
    },
  });
  expect(await said('linear', kernel)).toContainEqual(
    expect.stringMatching(/^gradient of w: \d+ of \d+ elements are wrong when it is asked for alone/),
  );
});

test('a right kernel that refuses calls of shapes other than the vector’s is found right', async () => {
  const shapes = new Set(
    all.flatMap((vector) =>
      vector.kind === 'operator' && vector.operator === 'tanh' ? [vector.inputs.x!.shape.join()] : [],
    ),
  );
  const refused: string[] = [];
  const kernel: AnyKernel = {
    ...around('tanh', {}),
    forward(inputs) {
      const shape = inputs.x!.shape.join();
      if (shapes.has(shape)) return right('tanh').forward(inputs);
      refused.push(shape);
      throw new RangeError('not written yet');
    },
  };
  expect(await said('tanh', kernel)).toEqual([]);
  expect(refused.length).toBeGreaterThan(0);
});
