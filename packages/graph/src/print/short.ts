/**
 * Numbers, tensors, names and attributes as they stand in a printed graph: short.
 *
 * A number has at most 4 significant digits. A whole number below a million is printed in full; digits that were cut off
 * show in those that stand: 0.5 is ½ exactly, 0.5000 is near it. A tensor is its shape and its first three numbers.
 *
 * @module
 */
import type { Shape, Tensor } from '@gradspec/spec';
import { columnsOf, shortened } from './columns.ts';

const significant = 4;
const numbersShown = 3;
/** The most columns that a value or a gradient takes on an edge. */
export const labelColumns = 38;

/** A number: `-12`, `0.5`, `-0.1966`, `1.235e6`, `NaN`, `-Infinity`, `-0`. */
export function shortNumber(value: number): string {
  if (Object.is(value, -0)) return '-0';
  if (!Number.isFinite(value) || (Number.isInteger(value) && Math.abs(value) < 1e6)) return String(value);
  const rounded = value.toPrecision(significant);
  const isExact = Number(rounded) === value || Math.fround(Number(rounded)) === value;
  const size = Math.abs(Number(rounded));
  if (size >= 1e-4 && size < 10 ** significant) return isExact ? String(Number(rounded)) : rounded;
  const [mantissa, exponent] = Number(rounded)
    .toExponential(significant - 1)
    .split('e') as [string, string];
  return `${isExact ? Number(mantissa) : mantissa}e${Number(exponent)}`;
}

/** A value: a scalar's number, or `[2, 3] 0.5 -1 2 …`; `int32` stands before the shape of labels and lengths. */
export function shortValue({ dtype, shape, data }: Tensor): string {
  const integers = dtype === 'int32' ? 'int32 ' : '';
  if (shape.length === 0) return integers + shortNumber(data[0]!);
  return firstNumbers(data, integers + shortShape(shape));
}

/** A gradient, whose shape stands above the line: a scalar's number, or the first numbers. */
export function shortGradient({ shape, data }: Tensor): string {
  return shape.length === 0 ? shortNumber(data[0]!) : firstNumbers(data, '');
}

const shortShape = (shape: Shape): string => shortened(`[${shape.join(', ')}]`, labelColumns - 12);

/** As many of the first numbers as there is room for, behind a text; … stands for the others. */
function firstNumbers(data: Tensor['data'], text: string): string {
  const words = text === '' ? [] : [text];
  for (let i = 0; i < Math.min(numbersShown, data.length); i++) {
    const word = shortNumber(data[i]!);
    if (columnsOf([...words, word, '…'].join(' ')) > labelColumns) return [...words, '…'].join(' ');
    words.push(word);
  }
  return data.length > numbersShown ? [...words, '…'].join(' ') : words.join(' ');
}

/** A name: as it is, or in quotes where it has spaces, quotes, commas or characters that cannot be seen. */
export function shownName(name: string): string {
  if (/^[\p{L}\p{M}\p{N}_.:/#@$+*~^\-[\]]+$/u.test(name)) return name;
  const hidden = /[\p{C}\u2028\u2029]/gu;
  return JSON.stringify(name).replaceAll(hidden, (letter) => `\\u{${letter.codePointAt(0)!.toString(16)}}`);
}

/** Attributes that were given: `stride [2,1]`. */
export function shownAttributes(attributes: object = {}): readonly string[] {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return given.map(([name, value]) => `${name} ${JSON.stringify(value)}`);
}
