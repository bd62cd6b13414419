/**
 * Calls of linear with any number of leading axes.
 *
 * @module
 */
import fc from 'fast-check';
import { shapedCall } from '../shaped-call.ts';
import { different, shape, size, withLast } from '../sizes.ts';
import type { Family } from './family.ts';

const calls = (reach: { I: number; O: number; leading: number }) =>
  fc
    .record({ L: shape(0, 3, reach.leading), I: size(reach.I), O: size(reach.O), bias: fc.boolean() })
    .map(({ L, I: size, O: other, bias }) => {
      const x = withLast(L, size);
      const O = different([...x, other]).at(-1)!;
      return shapedCall('linear', { x, w: [O, size], b: bias ? [O] : undefined });
    });

/** Calls of `linear`: small ones, ones across the edges of tiles, and sums longer than the blocks of a matrix product. */
export const linear: Family = {
  small: [calls({ I: 13, O: 11, leading: 7 })],
  large: [calls({ I: 40, O: 40, leading: 19 }), calls({ I: 600, O: 9, leading: 5 })],
};
