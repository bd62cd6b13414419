import { describe, expect, test } from '@jest/globals';
import { centred, columnsOf, padEnd, shortened, wrapped } from '../../src/print/columns.ts';

test.each([
  ['weight', 6],
  ['dw → σ', 6],
  ['가중치', 6],
  ['w가', 3],
  ['重み', 4],
  ['é', 1],
  ['e\u0301', 1],
  ['👍', 2],
  ['', 0],
])('%j is %i columns wide', (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});

test.each([
  ['ab', 5, ' ab  '],
  ['가', 5, ' 가  '],
  ['abcdef', 3, 'abcdef'],
])('%j in the middle of %i columns', (text, columns, expected) => {
  expect(centred(text, columns)).toBe(expected);
});

test('Korean is padded by the columns it takes', () => {
  expect([padEnd('가', 4), padEnd('ab', 4)]).toEqual(['가  ', 'ab  ']);
});

test.each([
  ['short', 5, 'short'],
  ['layer1.weight', 7, 'lay…ght'],
  ['layer1.weight', 8, 'laye…ght'],
  ['가나다라마', 7, '가…마'],
])('%j in %i columns: %j', (text, columns, expected) => {
  expect(shortened(text, columns)).toBe(expected);
});

describe('wrapped', () => {
  test('lines break at spaces, later ones are indented, and nothing is lost', () => {
    const words = Array.from({ length: 40 }, (_, i) => `word${i}`);
    const lines = wrapped(words.join(' '), '    ');
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.every((line) => columnsOf(line) <= 80)).toBe(true);
    expect(lines.slice(1).every((line) => line.startsWith('    word'))).toBe(true);
    expect(lines.map((line) => line.trim()).join(' ')).toBe(words.join(' '));
  });

  test.each(['x'.repeat(333), `input ${'가'.repeat(150)}, to f`, `${'a'.repeat(80)} ${'b'.repeat(81)} c`])(
    'a word that is too long breaks anywhere: %s',
    (text) => {
      const lines = wrapped(text, '  ');
      expect(lines.every((line) => columnsOf(line) <= 80)).toBe(true);
      expect(
        lines
          .map((line) => line.trim())
          .join('')
          .replaceAll(' ', ''),
      ).toBe(text.replaceAll(' ', ''));
    },
  );

  test('a text that fits is one line', () => {
    expect([wrapped('a b', '  '), wrapped('', '  '), wrapped('x'.repeat(80), '  ')]).toEqual([
      ['a b'],
      [''],
      ['x'.repeat(80)],
    ]);
  });
});
