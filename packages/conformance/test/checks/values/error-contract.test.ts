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

  test('groups that do not divide the channels and are ignored are found by a generated call, made small', async () => {
    const lenient = planted('conv', (right) => ({
      forward(inputs, attributes) {
        const { groups, ...others } = { ...attributes };
        const tooMany = typeof groups === 'number' && groups > (inputs?.x?.shape?.[1] ?? Infinity);
        return right.forward(inputs, tooMany ? others : attributes);
      },
    }));
    const said = await saidBy(errorContract, lenient, { cases: 30 });
    expect(said).toMatch(
      /groups: one more than the channels .*: expected the SpecError bad-groups about groups .*, got an output as if the call were right/,
    );
    expect(said).toMatch(
      /conv, wrong in one thing: groups: one more than the channels\ngroups \d+\nx float(32|64) \[\d, \d, \d\]\nw /,
    );
  });

  describePassing(errorContract);
});
