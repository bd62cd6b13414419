import { describe, expect, test } from '@jest/globals';
import type { Tensor } from '@gradspec/spec';
import { noAliasing } from '../../../src/checks/manners/no-aliasing.ts';
import { describePassing, mapped, planted, saidBy } from '../planted.ts';

describe('no-aliasing', () => {
  test('a reshape that returns a view of its input is found', async () => {
    const view = planted('reshape', (right) => ({
      forward(inputs, attributes) {
        const { outputs, saved } = right.forward(inputs, attributes);
        return { outputs: { y: { ...outputs.y!, data: inputs.x!.data } as Tensor }, saved };
      },
    }));
    expect(await saidBy(noAliasing, view)).toMatch(
      /output y \(float64\): shares its memory with x; results must be memory of their own/,
    );
  });

  test('an addition that hands its output gradient to both inputs is found', async () => {
    const shared = planted('add', () => ({
      backward: ({ y }) => ({ a: y!, b: mapped(y!, (value) => value) }),
    }));
    expect(await saidBy(noAliasing, shared)).toMatch(
      /gradient of a .*shares its memory with output gradient of y/,
    );
  });

  describePassing(noAliasing);
});
