import { describe, expect, test } from '@jest/globals';
import { unchangedArguments } from '../../../src/checks/manners/unchanged-arguments.ts';
import { describePassing, mapped, planted, saidBy } from '../planted.ts';

describe('unchanged-arguments', () => {
  test('an activation computed in place is found: its input is changed', async () => {
    const inPlace = planted('relu', (right) => ({
      forward(inputs, attributes) {
        const ran = right.forward(inputs, attributes);
        inputs.x!.data.set(ran.outputs.y!.data);
        return ran;
      },
    }));
    expect(await saidBy(unchangedArguments, inPlace)).toMatch(
      /forward \(float64\): changed its input x; a kernel must leave what it is given as it is/,
    );
  });

  test('an output gradient multiplied where it stands is found', async () => {
    const inPlace = planted('sigmoid', (right) => ({
      backward(grads, ...rest) {
        const gradients = right.backward(grads, ...rest);
        grads.y!.data.set(mapped(grads.y!, (value) => value / 4).data);
        return gradients;
      },
    }));
    expect(await saidBy(unchangedArguments, inPlace)).toMatch(/backward .*changed its output gradient y/);
  });

  describePassing(unchangedArguments);
});
