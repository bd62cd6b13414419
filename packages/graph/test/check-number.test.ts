import { expect, test } from '@jest/globals';
import { checkNumber } from '../src/check-number.ts';

test('a number that is as expected passes', () => {
  expect(() => checkNumber('sgd: learningRate', 0.1, true, 'a positive finite number')).not.toThrow();
});

test.each([
  [-1, false, '-1'],
  [NaN, false, 'NaN'],
  ['0.1', true, 'no number'],
  [undefined, true, 'no number'],
])('%p is an error that says so', (value, holds, got) => {
  expect(() => checkNumber('sgd: learningRate', value as number, holds, 'a positive finite number')).toThrow(
    new RangeError(`sgd: learningRate expected a positive finite number, got ${got}`),
  );
});
