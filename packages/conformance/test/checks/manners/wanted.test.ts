import { describe, expect, test } from '@jest/globals';
import { wantedRespected } from '../../../src/checks/manners/wanted.ts';
import { describePassing, mapped, planted, saidBy } from '../planted.ts';

describe('wanted', () => {
  test('a kernel that returns all gradients whatever is asked for is found', async () => {
    const all = planted('linear', (right) => ({ backward: (grads, saved) => right.backward(grads, saved) }));
    expect(await saidBy(wantedRespected, all)).toMatch(
      /gradient of x \(float64\): was returned, and none had been asked for: the list of wanted inputs was empty/,
    );
  });

  test('a gradient that needs another one to be computed first is found', async () => {
    const depending = planted('conv', (right) => ({
      backward(grads, saved, wanted) {
        const gradients = right.backward(grads, saved, wanted);
        if (gradients.w && !gradients.x) gradients.w = mapped(gradients.w, () => 0);
        return gradients;
      },
    }));
    expect(await saidBy(wantedRespected, depending)).toMatch(
      /gradient of w .*wrong: asked for alone, it is not what it is among x, w(, b)?, which is expected here/,
    );
  });

  describePassing(wantedRespected);
});
