/**
 * What a family of calls is: one arbitrary per kind, so that none crowds out another when large calls are left out.
 *
 * @module
 */
import type { Arbitrary } from 'fast-check';
import type { ShapedCall } from '../shaped-call.ts';

/** The calls of one operator. */
export interface Family {
  /** Calls of ordinary size. */
  readonly small: readonly Arbitrary<ShapedCall>[];
  /** Calls that reach past the edges of vectors, tiles and blocks. */
  readonly large: readonly Arbitrary<ShapedCall>[];
}
