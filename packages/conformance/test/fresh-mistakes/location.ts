/**
 * Whether a diagnosis has located a fresh mistake: one sentence about its operator names what is wrong and where.
 *
 * @module
 */
import type { Finding } from '../../src/diagnosis/findings.ts';
import type { Expected } from './fresh-mistake.ts';

/** A result as sentences call it: `dw`, `gradient w`, `gradient of w`; `y`, `forward`. */
const naming = (result: string): RegExp =>
  result.startsWith('d')
    ? new RegExp(`\\b${result}\\b|\\bgradients? (of |for )?(the )?(input )?${result.slice(1)}\\b`)
    : new RegExp(`\\b${result}\\b`);

/** Whether one sentence names the operator's wrong result or its direction, and the attribute or gate if there is one. */
export function isLocated(
  findings: readonly Finding[],
  { operator, results, directions, words }: Expected,
): boolean {
  return findings.some(
    ({ operator: about, sentence }) =>
      about === operator &&
      (results.some((result) => naming(result).test(sentence)) ||
        directions.some((direction) => sentence.includes(direction))) &&
      (words.length === 0 || words.some((word) => sentence.includes(word))),
  );
}
