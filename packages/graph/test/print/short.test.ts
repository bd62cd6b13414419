import { describe, expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { columnsOf } from '../../src/print/columns.ts';
import { labelColumns, shortGradient, shortNumber, shortValue, shownName } from '../../src/print/short.ts';

test.each([
  [-12, '-12'],
  [999_999, '999999'],
  [1_000_000, '1e6'],
  [1_234_567, '1.235e6'],
  [0.5, '0.5'],
  [0.5000001, '0.5000'],
  [-0.19661193324148185, '-0.1966'],
  [Math.fround(0.1), '0.1'],
  [0.99999, '1.000'],
  [9999.96, '1.000e4'],
  [0.0001, '0.0001'],
  [0.00009, '9e-5'],
  [-1.23456e-7, '-1.235e-7'],
  [1e300, '1e300'],
  [5e-324, '4.941e-324'],
  [0, '0'],
  [-0, '-0'],
  [NaN, 'NaN'],
  [-Infinity, '-Infinity'],
])('%d is printed as %s', (value, text) => {
  expect(shortNumber(value)).toBe(text);
});

describe('tensors', () => {
  test.each([
    [tensor('float64', [], [0.25]), '0.25', '0.25'],
    [tensor('float32', [2, 3], [0.1, -1, 2, 3, 4, 5]), '[2, 3] 0.1 -1 2 …', '0.1 -1 2 …'],
    [tensor('float64', [1, 2], [7, 1 / 3]), '[1, 2] 7 0.3333', '7 0.3333'],
    [tensor('float64', [0, 4], []), '[0, 4]', ''],
    [tensor('int32', [3], [4, 0, -1]), 'int32 [3] 4 0 -1', '4 0 -1'],
    [tensor('int32', [], [4]), 'int32 4', '4'],
  ])('a value with its shape, a gradient without', (one, value, gradient) => {
    expect([shortValue(one), shortGradient(one)]).toEqual([value, gradient]);
  });

  test('no label is wider than an edge has room for', () => {
    const numbers = Array.from({ length: 2 * 10 * 10 }, (_, i) => -1.2345e-100 * (i + 1));
    for (const shape of [[200], [2, 10, 10], [1, 1, 1, 2, 1, 10, 1, 1, 1, 10, 1, 1]]) {
      const text = shortValue(tensor('float64', shape, numbers));
      expect(columnsOf(text)).toBeLessThanOrEqual(labelColumns);
      expect(text).toMatch(/^\[.*\].* …$/);
    }
  });
});

test.each([
  ['layer1.weight', 'layer1.weight'],
  ['가중치', '가중치'],
  ['my input', '"my input"'],
  ['a,b', '"a,b"'],
  ['say "hi"', String.raw`"say \"hi\""`],
  ['two\nlines', String.raw`"two\nlines"`],
  ['back\\slash', String.raw`"back\\slash"`],
  ['turn\u202Eed', String.raw`"turn\u{202e}ed"`],
  ['', '""'],
])('the name %j is shown as %s', (name, text) => {
  expect(shownName(name)).toBe(text);
});
