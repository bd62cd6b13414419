/**
 * Text in columns of a terminal: how wide it is, shortened in the middle, and broken into lines. Korean, Chinese and
 * Japanese letters and emoji are two columns wide; an accent that is a character of its own has none.
 *
 * Source: Unicode Standard Annex #11, "East Asian Width", by script.
 * @module
 */

/** The width that every line of printed graphs keeps to. */
export const pageColumns = 80;

const none = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const two =
  /^[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u{3000}-\u{303E}\u{FF01}-\u{FF60}\u{FFE0}-\u{FFE6}]$/u;

/** The columns that a text takes. */
export function columnsOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let columns = 0;
  for (const letter of text) columns += none.test(letter) ? 0 : two.test(letter) ? 2 : 1;
  return columns;
}

/** A text with spaces behind it, `columns` wide; one that is wider stays as it is. */
export const padEnd = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - columnsOf(text)));

/** A text in the middle of `columns`; where that is not a whole number, the wider half is to its right. */
export const centred = (text: string, columns: number): string =>
  padEnd(' '.repeat(Math.max(0, Math.floor((columns - columnsOf(text)) / 2))) + text, columns);

/** The longest beginning of the letters that is at most `columns` wide; one letter at least. */
function headOf(letters: readonly string[], columns: number): number {
  let width = 0;
  let count = 0;
  while (count < letters.length && (width += columnsOf(letters[count]!)) <= columns) count++;
  return Math.max(1, count);
}

/** A text of at most `columns` (3 or more): its beginning and its end with … between, if it is wider. */
export function shortened(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  const letters = [...text];
  const head = letters.slice(0, headOf(letters, Math.ceil((columns - 1) / 2)));
  const backwards = letters.reverse();
  const tail = backwards.slice(0, headOf(backwards, Math.floor((columns - 1) / 2))).reverse();
  return `${head.join('')}…${tail.join('')}`;
}

/** Breaks a text at its spaces into lines of at most `pageColumns`, a longer word anywhere; later lines begin with `hang`. */
export function wrapped(text: string, hang: string): string[] {
  const lines: string[] = [];
  let words: string[] = [];
  let columns = 0;
  const finish = () => {
    lines.push(words.join(' '));
    words = [];
  };
  for (const word of text.split(' ')) {
    if (words.length > 0 && columns + 1 + columnsOf(word) > pageColumns) finish();
    const isFirst = words.length === 0;
    const start = isFirst && lines.length > 0 ? hang + word : word;
    columns = isFirst ? columnsOf(start) : columns + 1 + columnsOf(word);
    words.push(start);
    while (columns > pageColumns) {
      const letters = [...words.pop()!];
      const end = headOf(letters, pageColumns);
      lines.push(letters.slice(0, end).join(''));
      words.push(hang + letters.slice(end).join(''));
      columns = columnsOf(words[0]!);
    }
  }
  finish();
  return lines;
}
