import { describe, expect, test } from '@jest/globals';
import { nonFiniteValues } from '../../../src/checks/values/non-finite.ts';
import { describePassing, mapped, planted, saidBy } from '../planted.ts';

const swallowing = (claims?: { relu: { nonFinite: false } }) =>
  planted(
    'relu',
    (right) => ({
      forward: ({ x }) => right.forward({ x: mapped(x!, (value) => (Number.isNaN(value) ? 0 : value)) }),
    }),
    claims,
  );

describe('non-finite', () => {
  test('a relu that turns NaN into 0 is found', async () => {
    expect(await saidBy(nonFiniteValues, swallowing())).toMatch(
      /y .*wrong: the call has NaN or infinities in it\n +\[.*expected NaN +got 0/,
    );
  });

  test('an implementation that does not claim NaN and infinities is not asked, and the note says so', async () => {
    const { relu } = swallowing({ relu: { nonFinite: false } }).kernels;
    const limited = {
      name: 'limited',
      version: '0',
      kernels: { relu: relu! },
      claims: { relu: { nonFinite: false } },
    } as const;
    const findings = await nonFiniteValues.run(limited, 'relu', { seed: 1, cases: 3, dtype: 'float64' });
    expect(findings.calls).toBe(0);
    expect(findings.notes).toEqual(['no call suited it: limited does not claim NaN and infinities in relu']);
  });

  describePassing(nonFiniteValues);
});
