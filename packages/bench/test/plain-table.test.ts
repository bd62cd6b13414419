import { expect, test } from '@jest/globals';
import { plainTable } from '../src/plain-table.ts';

test('columns stand two apart, the first and those named left, the others right, without a frame', () => {
  const rows = [
    ['name', 'ms', 'what'],
    ['a', '1234', 'x'],
    ['bcdef', '5', 'long'],
  ];
  expect(plainTable(rows, [2]).split('\n')).toEqual([
    'name     ms  what',
    'a      1234  x',
    'bcdef     5  long',
  ]);
});
