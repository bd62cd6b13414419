/**
 * How much work a call is, before it is made: cases stay small enough to be judged in a few milliseconds each.
 *
 * @module
 */
import { elementCount, type Shape } from '@gradspec/spec';
import { outputShapesOf, type ShapedCall } from './shaped-call.ts';

/** The most products (or elements looked at) of a case of ordinary size, and of one that reaches past vectors and tiles. */
export const workLimits = { small: 3000, large: 12_000 } as const;
/** The most places that the definition of convTranspose looks at: for every output, every x and every tap. */
const searchLimit = 200_000;

/** What an element, or a product of a recurrence, takes beside the product of a long sum. */
const [perElement, perState] = [8, 4];

/** The number of products of a right call, or what takes as long. */
export function workOf(call: ShapedCall): number {
  const { operator, shapes } = call;
  const count = (name: string) => elementCount(shapes[name]!);
  switch (operator) {
    case 'conv':
      return (elementCount(outputShapesOf(call).y!) * count('w')) / shapes.w![0]!;
    case 'convTranspose':
      return (count('x') * count('w')) / shapes.w![0]!;
    case 'linear':
      return count('x') * shapes.w![0]!;
    case 'rnn':
    case 'lstm':
    case 'gru':
      return perState * shapes.x![0]! * shapes.x![1]! * (count('wx') + count('wh'));
    case 'maxPool':
    case 'avgPool':
      return 2 * elementCount(outputShapesOf(call).y!) * elementCount(call.attributes.kernel as Shape);
    default:
      return perElement * Math.max(...Object.keys(shapes).map(count));
  }
}

/** Whether a right call stays within a limit of products, and its definition within what it may search through. */
export function isWithin(call: ShapedCall, limit: number): boolean {
  if (workOf(call) > limit) return false;
  if (call.operator !== 'convTranspose') return true;
  const [, , ...S] = call.shapes.x!;
  const [C, , ...K] = call.shapes.w!;
  const groups = (call.attributes.groups as number | undefined) ?? 1;
  const places = (elementCount(outputShapesOf(call).y!) * C!) / groups;
  return places * elementCount(S) * elementCount(K) <= searchLimit;
}
