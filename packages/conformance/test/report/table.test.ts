import { describe, expect, test } from '@jest/globals';
import { table } from '../../src/report/table.ts';
import type { Report, Row } from '../../src/runner/suite.ts';

const row = (name: string, verdict: Row['verdict'], more: Partial<Row> = {}): Row => ({
  name,
  verdict,
  passed: 3,
  total: 3,
  largest: { ulps: 0, ratio: 0 },
  ...more,
});

const report = (name: string, rows: readonly Row[]): Report => ({
  implementation: { name, version: '1' },
  rows,
  results: [],
  seconds: 1,
  conforms: true,
  verifiedNothing: false,
});

const one = report('first', [
  row('conv', 'conforms'),
  row('linear', 'conforms', { largest: { ulps: 2.345, ratio: 0.4567 } }),
  row('rnn', 'broken', { passed: 1 }),
  row('gru', 'not claimed', { passed: 0, total: 0 }),
  row('sum', 'claimed but unverified', { passed: 0, total: 0 }),
]);
const two = report('second', [
  row('conv', 'forward only'),
  row('linear', 'not claimed'),
  row('rnn', 'conforms with notes', { passed: 2 }),
  row('gru', 'not claimed'),
  row('sum', 'not claimed'),
]);

describe('table', () => {
  test('has a row per claimed operator and a column per implementation', () => {
    expect(table([one, two], Infinity)).toBe(
      [
        '        first                 second',
        'conv    ✓ 3/3  exact          ✓ forward only 3/3  exact',
        'linear  ✓ 3/3  2.3 ULP  0.46  ·',
        'rnn     ✗ broken 1/3          ✓ with notes 2/3  exact',
        'sum     ? unverified 0/0      ·',
      ].join('\n'),
    );
  });

  test('breaks into as many tables as a narrow terminal needs, and never cuts a cell', () => {
    const narrow = table([one, two], 40);
    expect(Math.max(...narrow.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(narrow.split('\n\n')).toHaveLength(2);
    expect(narrow).toContain('2.3 ULP  0.46');
    // The second table has no row for what only the first implementation claims.
    expect(narrow.match(/^linear/gm)).toHaveLength(1);
  });

  test('says so when nothing is claimed', () => {
    expect(table([report('empty', [row('conv', 'not claimed')])], 80)).toBe('nothing is claimed');
  });
});
