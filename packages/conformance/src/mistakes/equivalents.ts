/**
 * Everything that looks like a mistake and is none: what comes to the same, and another choice where several are right.
 *
 * @module
 */
import { map } from './rearranged.ts';
import { equivalentInRecurrences, type Equivalent } from './recurrent/equivalent.ts';
import { variationsOf } from './variations.ts';

const oneAtZero: Equivalent = {
  id: 'relu/derivative-one-at-zero',
  operator: 'relu',
  name: { en: 'the derivative at 0 is 1', ko: '0에서의 도함수를 1로 둔다' },
  because: 'every number from 0 to 1 is a subgradient at 0; a run notes the choice',
  plant: variationsOf('relu').changed({
    dx: (dx, { inputs: { x }, outputGrads: { y: dy } }) =>
      map(dx, (value, i) => (x.data[i] === 0 ? dy.data[i]! : value)),
  }),
};

/** The slips that are not planted. */
export const equivalents: readonly Equivalent[] = [oneAtZero, ...equivalentInRecurrences];
