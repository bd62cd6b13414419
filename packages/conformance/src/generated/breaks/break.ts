/**
 * What a broken call is.
 *
 * @module
 */
import type { SpecErrorCode } from '@gradspec/spec';
import type { GeneratedCase } from '../case.ts';

/** A call with one thing broken. */
export interface BrokenCall {
  /** What is wrong with it: `w: one element too many`. */
  readonly title: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The error that is due. */
  readonly code: SpecErrorCode;
  readonly argument: string;
}

/** Every call that one way of breaking makes of a right one; none where there is nothing of the kind. */
export type Break = (one: GeneratedCase) => readonly BrokenCall[];
