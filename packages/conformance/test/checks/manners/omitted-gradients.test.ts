import { describe, expect, test } from '@jest/globals';
import { omittedGradients } from '../../../src/checks/manners/omitted-gradients.ts';
import { describePassing, mapped, planted, saidBy, type Loose } from '../planted.ts';

describe('omitted-gradients', () => {
  test('a last state whose gradient is taken for ones where it is left out is found', async () => {
    const ones = planted('rnn', (right) => ({
      forward(...call) {
        const ran = right.forward(...call);
        return { outputs: ran.outputs, saved: { ...ran } };
      },
      backward(grads, opaque, wanted) {
        const { outputs, saved } = opaque as { outputs: Loose; saved: unknown };
        return right.backward({ hT: mapped(outputs.hT!, () => 1), ...grads }, saved, wanted);
      },
    }));
    expect(await saidBy(omittedGradients, ones)).toMatch(
      /wrong: the output gradient of hT was left out, and zeros in its place are expected to give the same/,
    );
  });

  test('a kernel that cannot do without an output gradient is found', async () => {
    const needy = planted('exp', (right) => ({
      backward(grads, ...rest) {
        if (grads.y!.data.length < 0) return {};
        return right.backward(grads, ...rest);
      },
    }));
    expect(await saidBy(omittedGradients, needy)).toMatch(/backward \(float64\): threw TypeError/);
  });

  describePassing(omittedGradients);
});
