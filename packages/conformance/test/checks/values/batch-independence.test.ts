import { describe, expect, test } from '@jest/globals';
import { batchIndependence } from '../../../src/checks/values/batch-independence.ts';
import { describePassing, mapped, planted, saidBy, withGradient } from '../planted.ts';

describe('batch-independence', () => {
  test('a softmax over the whole batch is found', async () => {
    const leaking = planted('softmax', (right) => ({
      forward(...call) {
        const { outputs, saved } = right.forward(...call);
        const { y } = outputs;
        return { outputs: { y: mapped(y!, (value) => value / (y!.data.length / y!.shape.at(-1)!)) }, saved };
      },
    }));
    expect(await saidBy(batchIndependence, leaking)).toMatch(
      /y .*wrong: sample 0 alone gives other numbers than in the batch; those it has alone are expected here\n +\[/,
    );
  });

  test('a gradient of the weights that is a mean over the samples is found', async () => {
    const mean = planted('conv', (right) => ({
      backward(grads, ...rest) {
        const change = withGradient('w', (dw) => mapped(dw, (value) => value / grads.y!.shape[0]!));
        return change(right).backward!(grads, ...rest);
      },
    }));
    expect(await saidBy(batchIndependence, mean)).toMatch(
      /gradient of w .*wrong: it is not the sum of what the samples give alone, which is expected here/,
    );
  });

  describePassing(batchIndependence);
});
