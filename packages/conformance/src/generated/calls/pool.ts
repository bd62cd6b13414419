/**
 * Calls of maxPool and avgPool in 1, 2 and 3 dimensions.
 *
 * @module
 */
import fc from 'fast-check';
import type { Padding } from '@gradspec/spec';
import { shapedCall } from '../shaped-call.ts';
import { withoutEqualAxes } from '../equal-axes.ts';
import { different, differentAboveOne, maybe, mostly, perAxis, size, within } from '../sizes.ts';
import type { Family } from './family.ts';

type Operator = 'maxPool' | 'avgPool';

const padding = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }));

/** How large a call of so many axes may be: lines, planes, boxes. */
interface Reach {
  readonly C: number;
  readonly plane: number;
  readonly kernel: number;
}
const small: readonly Reach[] = [
  { C: 7, plane: 15, kernel: 5 },
  { C: 5, plane: 11, kernel: 4 },
  { C: 4, plane: 7, kernel: 4 },
];
const large: readonly Reach[] = [
  { C: 19, plane: 40, kernel: 7 },
  { C: 11, plane: 23, kernel: 4 },
];

const calls = (operator: Operator, reaches: readonly Reach[]) => {
  const most = (what: keyof Reach) => size(Math.max(...reaches.map((reach) => reach[what])));
  return fc
    .record({
      axes: fc.integer({ min: 1, max: reaches.length }),
      N: size(3),
      C: most('C'),
      S: perAxis(most('plane')),
      kernel: perAxis(most('kernel')),
      stride: mostly(perAxis(fc.integer({ min: 1, max: 4 }))),
      padding: mostly(perAxis<Padding>(padding)),
      ceilMode: maybe(fc.constant(true)),
      dilation: mostly(perAxis(fc.integer({ min: 1, max: 3 }))),
      countIncludePad: maybe(fc.constant(false)),
    })
    .map(({ axes, N, C, S, kernel, stride, padding, ceilMode, dilation, countIncludePad }) => {
      const reach = reaches[axes - 1]!;
      const per = <T>(values: readonly T[] | undefined) => values?.slice(0, axes);
      const cut = (sizes: readonly number[], most: number) => per(sizes)!.map((own) => within(own, most));
      const own = operator === 'maxPool' ? { dilation: per(dilation) } : { countIncludePad };
      const call = shapedCall(
        operator,
        { x: different([N, within(C, reach.C), ...cut(S, reach.plane)]) },
        {
          kernel: differentAboveOne(cut(kernel, reach.kernel)),
          stride: per(stride),
          padding: per(padding),
          ceilMode,
          ...own,
        },
      );
      return withoutEqualAxes(call);
    });
};

const family = (operator: Operator): Family => ({
  small: [calls(operator, small)],
  large: [calls(operator, large)],
});

/** Calls of `maxPool`. */
export const maxPool = family('maxPool');
/** Calls of `avgPool`. */
export const avgPool = family('avgPool');
