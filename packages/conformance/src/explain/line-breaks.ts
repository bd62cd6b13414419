/**
 * Breaking lines at the width of the board; Korean letters are two columns wide.
 *
 * @module
 */
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import type { Equation } from './equation.ts';

const spaces = (count: number): string => ' '.repeat(Math.max(0, count));

/** Sentences within a width, indented. */
export function wrapText(text: string, width: number, indent = ''): string[] {
  const wrapped = wrapAnsi(text, width - stringWidth(indent), { hard: true });
  return wrapped.split('\n').map((line) => indent + line);
}

/** Where a formula may be broken: before an operator, behind a comma. */
const breaks = /(?= [+−=≈] )|(?<=, )/;

/** Lays words out one after the other; lines after the first begin at `hang`. */
function fill(words: readonly string[], start: string, hang: string, width: number): string[] {
  const lines: string[] = [];
  let line = start;
  let isEmpty = true;
  for (const word of words) {
    const fits = stringWidth(line + word.trimEnd()) <= width;
    if (!fits && !isEmpty) {
      lines.push(line.trimEnd());
      line = hang + word.trimStart();
    } else line += word;
    isEmpty = false;
    while (stringWidth(line) > width) {
      const [head, tail] = cutAt(line, width, hang);
      lines.push(head);
      line = hang + tail;
    }
  }
  return [...lines, line.trimEnd()];
}

/** Breaks a word that is too long for any line: after a multiplication sign if there is one, anywhere else. */
function cutAt(line: string, width: number, hang: string): [string, string] {
  const letters = [...line];
  let end = 0;
  for (let columns = 0; end < letters.length; end++) {
    columns += stringWidth(letters[end]!);
    if (columns > width) break;
  }
  const dot = letters.slice(0, end).lastIndexOf('·') + 1;
  const at = dot > [...hang].length ? dot : Math.max(end, [...hang].length + 1);
  return [letters.slice(0, at).join('').trimEnd(), letters.slice(at).join('').trimStart()];
}

/** An equation on one line if it fits; else each side on its own, and a side that is too long broken at its operators. */
export function layEquation(
  { left, sides, remark }: Equation,
  { width, indent, pad }: { width: number; indent: number; pad: number },
): string[] {
  const name = spaces(indent) + left + spaces(pad - stringWidth(left));
  const all = name + sides.map(({ relation, text }) => ` ${relation} ${text}`).join('');
  const tail = remark ? `  ${remark}` : '';
  if (stringWidth(all + tail) <= width) return [all + tail];
  const margin = Math.min(stringWidth(name), Math.max(indent + 4, Math.floor(width / 3)));
  const lines = stringWidth(name) > margin ? [name] : [];
  sides.forEach(({ relation, text }, i) => {
    const opening = i === 0 && lines.length === 0 ? name : spaces(margin);
    const words = ` ${relation} ${text}`.split(breaks).filter((word) => word !== '');
    const last = i > 0 && i === sides.length - 1 ? lines.at(-1)! + ` ${relation} ${text}` : undefined;
    if (last !== undefined && stringWidth(last) <= width) lines[lines.length - 1] = last;
    else lines.push(...fill(words, opening, spaces(margin + 3), width));
  });
  if (remark && stringWidth(lines.at(-1)! + tail) <= width) lines[lines.length - 1] += tail;
  else if (remark) lines.push(...wrapText(remark, width, spaces(margin + 3)));
  return lines;
}

/** Equations below each other, their equals signs in one column as far as their names are of similar length. */
export function layEquations(equations: readonly Equation[], width: number, indent = 2): string[] {
  const longest = Math.max(0, ...equations.map(({ left }) => stringWidth(left)));
  const pad = longest <= 14 ? longest : 0;
  return equations.flatMap((one) => layEquation(one, { width, indent, pad }));
}
