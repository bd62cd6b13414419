import { expect, test } from '@jest/globals';
import { matrixText, summaryText } from '../../../src/mistakes/kill-matrix/terminal.ts';
import { row } from './rows.ts';

const mean = { vectors: ['sum/rank-3', 'sum/different-sizes'], cases: [2], checks: ['linearity'] };

test('a line per mistake says what finds it first, after how many and how long', () => {
  const text = matrixText([row('sum/mean', 'a', mean)], [], false);
  expect(text).toBe(
    [
      'sum: 1 in a',
      '        found first by  after  ms   case',
      '  mean  sum/rank-3      1      1.3  2',
      '',
      'a: 1 planted, 1 found by vectors, 1 by generated cases, 0 by a check alone, 0 live',
    ].join('\n'),
  );
});

test('of a full run it also says how many vectors and checks find it', () => {
  expect(matrixText([row('sum/mean', 'a', mean)], [], true)).toMatch(
    /\n {2}mean +sum\/rank-3 +1 +1\.3 +2 +2 +1\/\d+\n/,
  );
});

test('implementations share a line where the same finds the mistake, and have their own where not', () => {
  const rows = [row('sum/mean', 'a', mean), row('sum/mean', 'b', mean), row('sum/mean', 'c', { cases: [4] })];
  const lines = matrixText(rows, [], false).split('\n');
  expect(lines.slice(0, 4)).toEqual([
    'sum: 1 in a, b, c',
    '        found first by  after  ms   case',
    '  mean  sum/rank-3      1      1.3  2     a b',
    '  mean  case 4          5      7.0  4     c',
  ]);
});

test('what lives is told in capitals, in hygiene too, and what could not be planted with the reason', () => {
  const rows = [
    row('sum/mean', 'a', {}),
    { ...row('tanh/dy-ignored', 'a', {}), hindrance: 'a has no backward of tanh' },
    row('sum/saved-is-freed', 'a', mean),
    row('tanh/saved-is-freed', 'a', {}),
  ];
  const text = matrixText(rows, [], false);
  expect(text).toMatch(/^ {2}mean +LIVES +·$/m);
  expect(text).toContain('dy-ignored  not planted: a has no backward of tanh');
  expect(text).toMatch(/^ {2}saved-is-freed +2 +LIVES in tanh of a$/m);
  expect(summaryText(rows)).toBe(
    '3 planted, 1 found by vectors, 1 by generated cases, 0 by a check alone, 2 live',
  );
});

test('a kind of hygiene has one line, with the operator in which it takes most to be found', () => {
  const rows = [
    row('sum/saved-is-freed', 'a', { vectors: ['sum/rank-3'] }),
    row('tanh/saved-is-freed', 'b', { cases: [3] }),
  ];
  expect(matrixText(rows, [], false)).toMatch(/^ {2}saved-is-freed +2 +case 3 +4 +tanh of b$/m);
});

test('equivalent slips are listed with their reason', () => {
  const slip = { id: 'rnn/same', because: 'h > 0 exactly where z > 0' };
  expect(matrixText([row('sum/mean', 'a', mean)], [slip], false)).toContain(
    'not planted, because nothing is wrong\n  rnn/same  h > 0 exactly where z > 0\n',
  );
});

test('what only a check finds is counted', () => {
  expect(summaryText([row('sum/mean', 'a', { checks: ['linearity'] })])).toContain(
    '1 by a check alone, 0 live',
  );
});
