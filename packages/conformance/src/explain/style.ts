/**
 * How much is shown, how wide, and in which words.
 *
 * @module
 */
import type { FormulaStyle } from './print-formula.ts';
import { wordings, type Language, type Wording } from './wording.ts';

/** What a reader asks for. */
export interface ExplainOptions {
  readonly language: Language;
  /** In columns; at least 40 are used. */
  readonly width: number;
  /** Everything, instead of the first elements and terms with a count of the rest. */
  readonly full?: boolean;
}

/** The options with everything that follows from them. */
export interface Style extends Omit<FormulaStyle, 'as'> {
  readonly language: Language;
  readonly wording: Wording;
  readonly width: number;
  /** Rows and time steps are shown whole until they fill so many lines; at least the first is. */
  readonly stepHeight: number;
  /** Elements of one symbol are shown until they fill so many lines, or are this many; at least three are. */
  readonly symbolHeight: number;
  readonly maxElements: number;
  readonly maxRows: number;
  readonly maxColumns: number;
  readonly maxSlices: number;
}

const short = {
  maxTerms: 8,
  stepHeight: 36,
  symbolHeight: 16,
  maxElements: 12,
  maxRows: 8,
  maxColumns: 16,
  maxSlices: 6,
};
const everything = Object.fromEntries(Object.keys(short).map((key) => [key, Infinity])) as typeof short;

/** The style that options ask for. */
export function styleOf({ language, width, full = false }: ExplainOptions): Style {
  const wording = wordings[language];
  return {
    language,
    wording,
    width: Math.max(40, width),
    ...(full ? everything : short),
    moreTerms: wording.moreTerms,
  };
}
