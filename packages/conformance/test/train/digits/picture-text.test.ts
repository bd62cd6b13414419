import { expect, test } from '@jest/globals';
import { picturesText } from '../../../src/train/digits/picture-text.ts';

const picture = (ink: (row: number, column: number) => boolean): number[] =>
  Array.from({ length: 14 * 12 }, (_, i) => (ink(Math.floor(i / 12), i % 12) ? 0.9 : 0.1));

test('two rows share a line: nothing, upper, lower, both', () => {
  const lines = picturesText(
    [picture((row, column) => (row === 0 && column < 2) || (row === 1 && column > 0 && column < 3))],
    ['one'],
  );
  expect(lines.split('\n')).toEqual(['▀█▄', '', '', '', '', '', '', 'one']);
});

test('pictures stand side by side, each above its caption', () => {
  const full = picture(() => true);
  const text = picturesText([full, full], ['2: read 2', '4: read 9']);
  expect(text.split('\n')[3]).toBe('████████████  ████████████');
  expect(text.split('\n').at(-1)).toBe('2: read 2     4: read 9');
});
