import { describe, expect, test } from '@jest/globals';
import { emptyBatch } from '../../../src/checks/values/empty-batch.ts';
import { describePassing, mapped, planted, saidBy } from '../planted.ts';

describe('empty-batch', () => {
  test('a gradient of the weights that is divided by the number of samples is NaN, and found', async () => {
    const mean = planted('linear', (right) => ({
      backward(grads, ...rest) {
        const { w, ...others } = right.backward(grads, ...rest);
        const N = grads.y!.shape[0]!;
        return { ...others, w: mapped(w!, (value) => value / N) };
      },
    }));
    expect(await saidBy(emptyBatch, mean)).toMatch(
      /gradient of w .*wrong: the batch is empty\n +\[.*expected 0 +got NaN/,
    );
  });

  test('a kernel that reads the first sample without asking is found', async () => {
    const reading = planted('conv', (right) => ({
      forward(inputs, attributes) {
        if (inputs.x!.data.length === 0) throw new RangeError('x has no first sample');
        return right.forward(inputs, attributes);
      },
    }));
    expect(await saidBy(emptyBatch, reading)).toMatch(
      /forward \(float64\): threw RangeError: x has no first sample/,
    );
  });

  describePassing(emptyBatch);
});
