/**
 * The error for a number that is out of its range: what it is, what it had to be, what came. Nothing is clamped.
 *
 * @module
 */

/**
 * Throws unless a number is what it has to be.
 *
 * @param argument - What the number is, with where it belongs: `sgd: learningRate`.
 * @param value - The number; anything else is wrong whatever `holds` says.
 * @param holds - Whether it is as expected.
 * @throws RangeError `sgd: learningRate expected a positive finite number, got -1`.
 */
export function checkNumber(argument: string, value: number, holds: boolean, expected: string): void {
  if (holds && typeof value === 'number') return;
  const got = typeof value === 'number' ? value : 'no number';
  throw new RangeError(`${argument} expected ${expected}, got ${got}`);
}
