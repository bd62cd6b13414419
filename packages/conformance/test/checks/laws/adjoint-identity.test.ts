import { describe, expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { adjointIdentity } from '../../../src/checks/laws/adjoint-identity.ts';
import { describePassing, mapped, planted, saidBy, withGradient } from '../planted.ts';

describe('adjoint-identity', () => {
  test('a kernel gradient that is flipped is found, in both dtypes and with both inner products', async () => {
    const flipped = planted(
      'conv',
      withGradient('w', (dw) => tensor(dw.dtype, dw.shape, Array.from(dw.data).reverse())),
    );
    for (const dtype of ['float64', 'float32'] as const)
      expect(await saidBy(adjointIdentity, flipped, { dtype })).toMatch(
        /gradient of w .*does not belong to forward: with a direction v for w, ⟨dy, f\(w \+ v\) − f\(w\)⟩ = -?\d+ by forward and ⟨gradient of w, v⟩ = -?\d+ by backward/,
      );
  });

  test('a gradient of x that lacks one element is found, and the call is told', async () => {
    const cropped = planted(
      'linear',
      withGradient('x', (dx) => mapped(dx, (value, i) => (i === dx.data.length - 1 ? 0 : value))),
    );
    expect(await saidBy(adjointIdentity, cropped)).toMatch(
      /gradient of x[\s\S]*\nlinear, float64, integers[\s\S]*\nx \[/,
    );
  });

  describePassing(adjointIdentity);
});
