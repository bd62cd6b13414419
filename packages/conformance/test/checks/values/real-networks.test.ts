import { describe, expect, test } from '@jest/globals';
import { realNetworks } from '../../../src/checks/values/real-networks.ts';
import { describePassing, mapped, planted, saidBy } from '../planted.ts';

describe('real-networks', () => {
  test('a fast path of depthwise layers that skips a row is found, and the layer is named', async () => {
    const skipping = planted('conv', (right) => ({
      forward(inputs, attributes) {
        const { outputs, saved } = right.forward(inputs, attributes);
        const depthwise = attributes?.groups === inputs.x!.shape[1];
        const { y } = outputs;
        const O = y!.shape.at(-1)!;
        return { outputs: depthwise ? { y: mapped(y!, (value, i) => (i < O ? 0 : value)) } : outputs, saved };
      },
    }));
    expect(await saidBy(realNetworks, skipping, { dtype: 'float32' })).toMatch(
      /y \(float32\): \d of 147 elements are wrong: in mobilenet:conv14-depthwise\n[\s\S]*\nmobilenet:conv14-depthwise\nconv, float32/,
    );
  });

  describePassing(realNetworks, 240_000);
});
