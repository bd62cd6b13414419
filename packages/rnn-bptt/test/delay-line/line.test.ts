import { describe, expect, test } from '@jest/globals';
import { copyOf, emptyLine, readLine, shiftIn, shiftOut, slotOf } from '../../src/delay-line/line.ts';
import { random } from '../random.ts';

/** Rows of two numbers, one after another. */
const data = Float64Array.of(1, -1, 2, -2, 3, -3, 4, -4, 5, -5);
const row = (at: number) => ({ data, at });
const padding = row(-1);

/** A line of three positions with these rows shifted in. */
function lineOf(...rows: { data: Float64Array; at: number }[]) {
  const line = emptyLine(3, 2);
  for (const x of rows) shiftIn(line, x);
  return line;
}
const plain = (line: Parameters<typeof readLine>[0]) =>
  readLine(line).map((entry) => (entry === 'padding' ? entry : [...entry]));

describe('a delay line of three positions', () => {
  test('holds nothing before the first step', () => {
    expect(plain(lineOf())).toEqual(['padding', 'padding', 'padding']);
  });

  test('holds the last three, oldest first, and padding as padding', () => {
    expect(plain(lineOf(row(0)))).toEqual(['padding', 'padding', [1, -1]]);
    expect(plain(lineOf(row(0), row(2), row(4), padding, row(8)))).toEqual([[3, -3], 'padding', [5, -5]]);
  });

  test('has what is δ steps old δ slots behind', () => {
    const line = lineOf(row(0), row(2), row(4), row(6));
    const at = (delay: number) => line.values[slotOf(line, delay) * 2];
    expect([at(0), at(1), at(2)]).toEqual([4, 3, 2]);
  });

  test('goes back by the row that had left', () => {
    const line = lineOf(row(0), padding, row(4), row(6), row(8));
    shiftOut(line, padding);
    expect(plain(line)).toEqual(['padding', [3, -3], [4, -4]]);
    shiftOut(line, row(0));
    expect(plain(line)).toEqual([[1, -1], 'padding', [3, -3]]);
    expect(line.scanned).toBe(3);
  });

  test('a copy stays where it was, and so does what was read', () => {
    const line = lineOf(row(0), row(2), row(4));
    const [copy, read] = [copyOf(line), plain(line)];
    shiftIn(line, row(6));
    expect(plain(copy)).toEqual(read);
    expect(copy.scanned).toBe(3);
  });
});

test('a line of any length holds the last L of what was shifted in', () => {
  const source = random(1);
  for (const length of [1, 2, 5, 7]) {
    const line = emptyLine(length, 2);
    const history: ('padding' | number[])[] = Array<'padding'>(length).fill('padding');
    for (let t = 0; t < 3 * length + 1; t++) {
      const at = source.unit() < 0.3 ? -1 : 2 * source.integer(0, 4);
      shiftIn(line, row(at));
      history.push(at < 0 ? 'padding' : [...data.subarray(at, at + 2)]);
      expect({ length, t, line: plain(line) }).toEqual({ length, t, line: history.slice(-length) });
    }
  }
});
