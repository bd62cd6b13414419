import { expect, test } from '@jest/globals';
import { nearestNames } from '../src/nearest-names.ts';

test.each([
  ['wieght', ['bias', 'weight', 'w'], '; nearest: weight'],
  ['w1', ['w2', 'x', 'w10', 'w'], '; nearest: w2, w10, w'],
  ['q', ['weight'], ''],
  ['lstm', ['x', 'lstm.h', 'lstm.c'], '; nearest: lstm.h, lstm.c'],
  ['q.y', ['x', 'q'], '; nearest: q'],
  ['abc', ['abcd', 'abc.y', 'xbc', 'bc', 'ab'], '; nearest: abc.y, abcd, xbc, bc'],
  ['anything', [], ''],
])('beside %s, of %j: %j', (wrong, names, expected) => {
  expect(nearestNames(wrong, names)).toBe(expected);
});
