/**
 * Calls of the operators that work row by row: softmax and maxout.
 *
 * @module
 */
import fc from 'fast-check';
import { shapedCall } from '../shaped-call.ts';
import { different, shape, size, withLast } from '../sizes.ts';
import type { Family } from './family.ts';

const softmaxOver = (leading: number, K: number) =>
  fc.tuple(shape(0, 3, leading), size(K)).map(([L, last]) => shapedCall('softmax', { x: withLast(L, last) }));

/** Calls of `softmax`, small and large. */
export const softmax: Family = { small: [softmaxOver(9, 15)], large: [softmaxOver(13, 200)] };

const maxoutOver = (N: number, P: number, F: number) =>
  fc.tuple(size(N), size(P), size(F)).map((x) => shapedCall('maxout', { x: different(x) }));

/** Calls of `maxout`, small and large. */
export const maxout: Family = { small: [maxoutOver(15, 9, 17)], large: [maxoutOver(19, 13, 40)] };
