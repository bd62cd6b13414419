/**
 * Every word that `explain` says, in both languages: a missing translation does not compile.
 *
 * @module
 */
import type { Relation, Source } from '../vectors/types.ts';
import { english } from './wording-en.ts';
import { korean } from './wording-ko.ts';
import type { ZeroReason } from './gradient-terms.ts';

/** The languages of `explain`. */
export type Language = 'en' | 'ko';

/** Why an output is a number that nothing computes. */
export type ConstantReason = 'pastEnd' | 'labelNotCounted' | 'emptySum';

/** All words of one language. */
export interface Wording {
  readonly source: string;
  readonly documents: (documents: readonly string[], section?: string) => string;
  readonly status: Readonly<Record<NonNullable<Source['status']>, string>>;
  /** A public source in words; those of our own are translated. */
  readonly reference: (reference: string) => string;
  readonly formula: string;
  readonly shapes: string;
  readonly indices: string;
  readonly nodes: string;
  readonly inputs: string;
  readonly empty: string;
  readonly forward: string;
  readonly backward: string;
  /** What the symbols δ, δh, … are: the gradients of these outputs. */
  readonly outputGradients: (names: readonly string[]) => string;
  readonly stateGradient: (symbol: string) => string;
  readonly outsideGradient: string;
  readonly notGiven: string;
  readonly maxRoutes: string;
  readonly allZero: (reason: string) => string;
  readonly zero: Readonly<Record<ZeroReason, string>>;
  readonly constant: Readonly<Record<ConstantReason, string>>;
  readonly constantElements: (count: number, reason: string) => string;
  readonly notes: string;
  readonly tie: (equal: string, value: string) => string;
  readonly kink: (at: string) => string;
  readonly labelsFromZero: string;
  readonly labelsNotCounted: (count: number) => string;
  readonly pastLength: string;
  readonly moreTerms: (count: number) => string;
  readonly moreElements: (count: number, symbols: readonly string[]) => string;
  readonly moreSlices: (count: number) => string;
  readonly moreRows: (count: number) => string;
  readonly moreColumns: (count: number) => string;
  readonly columns: (first: number, last: number) => string;
  readonly relation: (relation: Relation) => string;
  readonly atAGlance: (withGradients: boolean) => string;
  readonly value: string;
  readonly gradient: string;
  readonly jacobian: string;
  readonly jacobianOf: (output: string, input: string) => string;
  readonly contributions: string;
  readonly contributionsTo: (parameter: string) => string;
  readonly loss: (t: number) => string;
  readonly step: (s: number) => string;
  readonly sum: string;
  readonly counts: string;
  readonly cases: string;
  readonly refused: string;
  readonly call: string;
  readonly notRefused: string;
}

/** The words of each language. */
export const wordings: { readonly [L in Language]: Wording } = { en: english, ko: korean };
