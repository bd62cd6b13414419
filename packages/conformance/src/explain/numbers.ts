/**
 * Numbers as a blackboard has them: integers in full, everything else with at most six significant digits.
 *
 * @module
 */

/** A printed number, and whether the print is the number itself: `=` may stand before it, otherwise `≈`. */
export interface PrintedNumber {
  readonly text: string;
  readonly exact: boolean;
}

const significant = 6;
/** What float64 itself loses in a few operations: 0.1 + 0.2 reads 0.3. */
const ownRounding = 1e-14;

const superscripts: Readonly<Record<string, string>> = {
  '-': '⁻',
  ...Object.fromEntries([...'⁰¹²³⁴⁵⁶⁷⁸⁹'].map((digit, i) => [String(i), digit])),
};

const minus = (text: string): string => text.replace('-', '−');

/** Prints a number. */
export function printNumber(value: number): PrintedNumber {
  if (Number.isNaN(value)) return { text: 'NaN', exact: true };
  if (!Number.isFinite(value)) return { text: value > 0 ? '∞' : '−∞', exact: true };
  if (Number.isInteger(value) && Math.abs(value) < 1e15)
    return { text: minus(String(value === 0 ? 0 : value)), exact: true };
  const rounded = Number(value.toPrecision(significant));
  const exact = Math.abs(value - rounded) <= ownRounding * Math.abs(value);
  if (Math.abs(rounded) >= 1e-5 && Math.abs(rounded) < 1e15) return { text: minus(String(rounded)), exact };
  const [mantissa, exponent] = rounded.toExponential().split('e') as [string, string];
  const power = `10${[...exponent.replace('+', '')].map((digit) => superscripts[digit]!).join('')}`;
  const text = mantissa === '1' ? power : mantissa === '-1' ? `-${power}` : `${mantissa}·${power}`;
  return { text: minus(text), exact };
}
