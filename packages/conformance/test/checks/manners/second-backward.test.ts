import { describe, expect, test } from '@jest/globals';
import type { Tensor } from '@gradspec/spec';
import { secondBackward } from '../../../src/checks/manners/second-backward.ts';
import { describePassing, mapped, planted, saidBy } from '../planted.ts';

describe('second-backward', () => {
  test('gradients that are added up over backwards are found', async () => {
    const accumulating = planted('conv', (right) => ({
      forward(...call) {
        const { outputs, saved } = right.forward(...call);
        return { outputs, saved: { saved, sums: new Map<string, Tensor>() } };
      },
      backward(grads, opaque, wanted) {
        const { saved, sums } = opaque as { saved: unknown; sums: Map<string, Tensor> };
        const gradients = right.backward(grads, saved, wanted);
        for (const [name, own] of Object.entries(gradients)) {
          const before = sums.get(name);
          sums.set(name, before ? mapped(own, (value, i) => value + before.data[i]!) : own);
        }
        return Object.fromEntries(sums);
      },
    }));
    expect(await saidBy(secondBackward, accumulating)).toMatch(
      /gradient w \(float64\): the same call gives other numbers the second time/,
    );
  });

  test('a first gradient in memory that the second backward uses again is found', async () => {
    const memory = new Map<number, Float64Array>();
    const reusing = planted('relu', (right) => ({
      backward(...call) {
        const own = right.backward(...call).x!;
        const data = memory.get(own.data.length) ?? new Float64Array(own.data.length);
        memory.set(own.data.length, data);
        data.forEach((before, i) => (data[i] = own.data[i]! - before));
        return { x: { ...own, data } as Tensor };
      },
    }));
    expect(await saidBy(secondBackward, reusing)).toMatch(
      /second backward \(float64\): changed its earlier gradient x; what was returned belongs to the caller/,
    );
  });

  describePassing(secondBackward);
});
