import { expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { CheckFindings } from '../../../src/checks/check-findings.ts';
import { answer, checkLaw, combined } from '../../../src/checks/laws/answer.ts';

const bounded = (values: readonly number[], bounds: readonly number[]) =>
  answer(tensor('float64', [values.length], values), { bounds });

test('a combination is off by as much as its parts are, each times its factor', () => {
  const { values, bounds } = combined(2, bounded([3, -5], [0.25, 0]), -3, bounded([7, 2], [0.5, 0]));
  expect(values).toEqual([-15, -16]);
  expect(bounds).toEqual([2, 0]);
});

test('a combination that is no integer may be off by its own rounding, too', () => {
  const { bounds } = combined(1, bounded([0.1], [0]), 1, bounded([0.2], [0]));
  expect(bounds[0]).toBeGreaterThan(0);
  expect(bounds[0]).toBeLessThan(1e-15);
});

test('a law is due within the bounds of both of its sides, and no further', () => {
  const found = (got: number) => {
    const findings = new CheckFindings('float64');
    const due = bounded([10, -4], [0.25, 0]);
    checkLaw(
      'y',
      { got: tensor('float64', [2], [got, -4]), right: { bounds: [0.5, 0] }, due, law: 'they differ' },
      findings,
    );
    return findings.failures.map(({ what, message }) => `${what}: ${message}`);
  };
  expect(found(10.75)).toEqual([]);
  expect(found(10.8)).toEqual(['y: 1 of 2 elements is wrong: they differ']);
});

test('the last digits of the largest element are not blamed on a law', () => {
  const findings = new CheckFindings('float64');
  const due = bounded([1000, 0.5], [0, 0]);
  const got = tensor('float64', [2], [1000, 0.5 + 2 ** -44]);
  checkLaw('y', { got, right: { bounds: [0, 0] }, due, law: 'they differ' }, findings);
  expect(findings.failed).toBe(false);
});
