/**
 * Reading explanations back: the equations of a page and the numbers at their ends.
 *
 * @module
 */
import { loadVectors } from '../../src/vectors/load.ts';
import type { Vector } from '../../src/vectors/types.ts';
import { explain, type ExplainOptions } from '../../src/explain/index.ts';

/** A published vector by its id. */
export function vector<Kind extends Vector['kind']>(id: string, kind: Kind): Vector & { kind: Kind } {
  const found = loadVectors().find((one) => one.id === id);
  if (found?.kind !== kind) throw new Error(`there is no ${kind} vector ${id}`);
  return found as Vector & { kind: Kind };
}

/** The page of a published vector, at 80 columns in English unless told otherwise. */
export function pageOf(id: string, options: Partial<ExplainOptions> = {}): string {
  const found = loadVectors().find((one) => one.id === id);
  if (!found) throw new Error(`there is no vector ${id}`);
  return explain(found, { language: 'en', width: 80, ...options });
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A printed number as a number. */
export function readNumber(text: string): number {
  const plain = text.replaceAll('−', '-').replace('∞', 'Infinity');
  const [mantissa, power] = plain.split(/(?:^|(?<=^-)|·)10(?=[⁻⁰¹²³⁴-⁹])/);
  if (power === undefined) return Number(plain);
  const exponent = power
    .replace('⁻', '-')
    .replace(/[⁰¹²³⁴-⁹]/g, (digit) => String(superscripts.indexOf(digit)));
  return Number(`${mantissa === '' || mantissa === '-' ? `${mantissa}1` : mantissa}e${exponent}`);
}

/** The lines below a heading. */
export const sectionOf = (page: string, heading: string): string =>
  page.split(`\n\n${heading}\n`)[1]?.split(/\n\n(?=\S)/)[0] ?? '';

/** What stands last on the line of every element of one section, by the element's name. */
export function results(page: string, heading: string): ReadonlyMap<string, number> {
  const equations = sectionOf(page, heading).matchAll(/^ {2}(\S+) +[=≈] .*?(\S+)(?: {2}.*)?$/gm);
  return new Map([...equations].map(([, left, last]) => [left!, readNumber(last!)]));
}
