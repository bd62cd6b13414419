import { describe, expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { commutativity } from '../../../src/checks/laws/commutativity.ts';
import { describePassing, planted, saidBy, withGradient } from '../planted.ts';

describe('commutativity', () => {
  test('a conv that ignores flip is found: cross-correlation does not commute', async () => {
    const correlating = planted('conv', (right) => ({
      forward: (inputs, attributes) => right.forward(inputs, { ...attributes, flip: false }),
    }));
    expect(await saidBy(commutativity, correlating)).toMatch(
      /y .*wrong: f ∗ g is not g ∗ f, which is expected here, for x = f and w = g with flip and full padding\n +\[.*expected .*got/,
    );
  });

  test('a gradient of w that is mirrored is found beside that of x', async () => {
    const mirrored = planted(
      'conv',
      withGradient('w', (dw) => tensor(dw.dtype, dw.shape, Array.from(dw.data).reverse())),
    );
    expect(await saidBy(commutativity, mirrored)).toMatch(
      /gradient of w .*wrong: it is not the gradient of x when x and w change places/,
    );
  });

  describePassing(commutativity);
});
