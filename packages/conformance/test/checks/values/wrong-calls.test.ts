import { expect, test } from '@jest/globals';
import { operatorNames } from '@gradspec/spec';
import { wrongCallsOf } from '../../../src/checks/values/wrong-calls.ts';
import { generatedCases } from '../../../src/generated/generated-cases.ts';

test.each(operatorNames)(
  '%s has at least ten wrong calls of every right one, titles all different',
  (operator) => {
    for (const one of generatedCases(operator, { seed: 3, count: 5 })) {
      const titles = wrongCallsOf(one).map(({ title }) => title);
      expect(titles.length).toBeGreaterThanOrEqual(10);
      expect(new Set(titles).size).toBe(titles.length);
    }
  },
);

test('a wrong call knows the code and the argument of its error', () => {
  const [one] = generatedCases('conv', { seed: 3, count: 1 });
  const found = wrongCallsOf(one!).map(({ title, due }) => `${title}: ${due.code} ${due.argument}`);
  expect(found).toEqual(
    expect.arrayContaining([
      'w: left out: missing-input w',
      'stride: NaN: bad-attribute stride',
      'w: an axis too many: bad-rank w',
      'an attribute that there is none of: unknown-attribute strides',
      'backward: wanted that names no input: bad-wanted wanted',
    ]),
  );
});
