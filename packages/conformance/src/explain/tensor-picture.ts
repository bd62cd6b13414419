/**
 * Tensors as small matrices, side by side where there is room.
 *
 * @module
 */
import { elementCount, type Shape } from '@gradspec/spec';
import stringWidth from 'string-width';
import { indices } from '../oracle/tape.ts';
import { printNumber } from './numbers.ts';
import { sliceName } from './symbols.ts';
import type { Style } from './style.ts';

/** Lines of text that belong together. */
export type Block = readonly string[];

/** A tensor to be drawn. */
export interface Drawable {
  readonly shape: Shape;
  readonly data: ArrayLike<number>;
}

const padLeft = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - stringWidth(text))) + text;
const padRight = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - stringWidth(text)));
const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => stringWidth(text)));

/** Rows in brackets. */
function bracketed(rows: readonly string[]): string[] {
  if (rows.length === 1) return [`[ ${rows[0]!} ]`];
  const last = rows.length - 1;
  return rows.map((row, i) => (i === 0 ? `⎡ ${row} ⎤` : i === last ? `⎣ ${row} ⎦` : `⎢ ${row} ⎥`));
}

/** A name before the middle row of something. */
function named(name: string, rows: readonly string[]): Block {
  const middle = Math.floor((rows.length - 1) / 2);
  const label = `${name} = `;
  return rows.map((row, i) => (i === middle ? label : ' '.repeat(stringWidth(label))) + row);
}

/** A matrix as one block, or as several where its rows are longer than the board. */
function matrix(name: string, rows: readonly (readonly number[])[], style: Style): Block[] {
  const { wording, maxRows, maxColumns } = style;
  const shownRows = rows.length <= maxRows + 1 ? rows : rows.slice(0, maxRows);
  const texts = shownRows.map((row) => row.map((value) => printNumber(value).text));
  const columns = rows[0]!.length;
  const cell = widest(texts.flat());
  const room = style.width - 4 - stringWidth(`${name} = `) - 4;
  const fitting = Math.max(1, Math.floor((room + 2) / (cell + 2)));
  const blocks: string[][] = [];
  const shownColumns = columns <= maxColumns ? columns : Math.min(maxColumns, fitting);
  for (let first = 0; first < shownColumns; first += fitting) {
    const last = Math.min(first + fitting, shownColumns);
    const body = bracketed(
      texts.map((row) =>
        row
          .slice(first, last)
          .map((text) => padLeft(text, cell))
          .join('  '),
      ),
    );
    const part = [...named(name, body)];
    if (shownColumns > fitting) part.unshift(`${name} ${wording.columns(first + 1, last)}`);
    blocks.push(part);
  }
  const rest = blocks.at(-1)!;
  if (shownColumns < columns) rest.push(wording.moreColumns(columns - shownColumns));
  if (shownRows.length < rows.length) rest.push(wording.moreRows(rows.length - shownRows.length));
  return blocks;
}

/** The pictures of a tensor: one per slice of its last two axes that are not of size 1. */
export function tensorPictures(name: string, { shape, data }: Drawable, style: Style): Block[] {
  if (elementCount(shape) === 0) return [[`${name} = [ ]  (${style.wording.empty})`]];
  const real = shape.flatMap((size, axis) => (size === 1 ? [] : [axis]));
  if (real.length === 0) return [[`${name} = ${printNumber(data[0]!).text}`]];
  const leading = shape.slice(0, real.at(-2) ?? 0);
  const rowLength = shape[real.at(-1)!]!;
  const size = elementCount(shape) / elementCount(leading);
  const all = Array.from(indices(leading));
  const shown = all.length <= style.maxSlices + 1 ? all : all.slice(0, style.maxSlices);
  const blocks = shown.flatMap((index, i) => {
    const numbers = Array.from({ length: size }, (_, at) => data[i * size + at]!);
    const rows = Array.from({ length: size / rowLength }, (_, row) =>
      numbers.slice(row * rowLength, (row + 1) * rowLength),
    );
    return matrix(sliceName(name, index, shape), rows, style);
  });
  return shown.length < all.length
    ? [...blocks, [style.wording.moreSlices(all.length - shown.length)]]
    : blocks;
}

/** Puts blocks beside each other as long as they fit, those of a row in the middle of the tallest. */
export function sideBySide(blocks: readonly Block[], width: number, indent = 2, gap = 4): string[] {
  const rows: Block[][] = [];
  let used = 0;
  for (const block of blocks) {
    const needed = widest(block);
    if (rows.length > 0 && used + gap + needed <= width - indent) {
      rows.at(-1)!.push(block);
      used += gap + needed;
    } else {
      rows.push([block]);
      used = needed;
    }
  }
  const lines = rows.map((row) => joined(row, gap).map((line) => (' '.repeat(indent) + line).trimEnd()));
  const tall = lines.some((row) => row.length > 1);
  return lines.flatMap((row, i) => (tall && i > 0 ? ['', ...row] : row));
}

function joined(blocks: readonly Block[], gap: number): string[] {
  const height = Math.max(...blocks.map((block) => block.length));
  return Array.from({ length: height }, (_, line) =>
    blocks
      .map((block) => padRight(block[line - Math.floor((height - block.length) / 2)] ?? '', widest(block)))
      .join(' '.repeat(gap)),
  );
}
