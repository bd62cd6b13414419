import { describe, expect, test } from '@jest/globals';
import { errorContract } from '../../../src/checks/values/error-contract.ts';
import { describePassing, planted, saidBy } from '../planted.ts';

describe('error-contract', () => {
  test('a kernel that ignores attributes it does not know is found', async () => {
    const lenient = planted('conv', (right) => ({
      forward: (inputs, attributes) => {
        const { strides: _, ...known } = { ...attributes };
        return right.forward(inputs, attributes === null ? attributes : known);
      },
    }));
    expect(await saidBy(errorContract, lenient)).toMatch(
      /an attribute that there is none of \(float64\): expected the SpecError unknown-attribute about strides \(conv: strides expected one of .*\), got an output as if the call were right/,
    );
  });

  test('an error of another kind and one that names another argument are found', async () => {
    const failing = (error: Error) =>
      planted('relu', () => ({ forward: () => Promise.reject(error) as never }));
    expect(await saidBy(errorContract, failing(new TypeError('boom')))).toMatch(
      /expected the SpecError missing-input about x .*, got TypeError: boom/,
    );
    const other = Object.assign(new Error('bad'), {
      name: 'SpecError',
      code: 'missing-input',
      argument: 'y',
    });
    expect(await saidBy(errorContract, failing(other))).toMatch(
      /expected the SpecError missing-input about x .*, got missing-input about y \(SpecError: bad\)/,
    );
  });

  describePassing(errorContract);
});
