/**
 * Which elements of a large tensor are looked at one by one.
 *
 * @module
 */
import { elementCount, type Shape } from '@gradspec/spec';
import { randomBits } from '../../generated/random-bits.ts';

/** The axis of a tensor that the groups divide, and how many places of it each group has. */
interface Groups {
  readonly axis: number;
  readonly size: number;
}

const combinations = (perAxis: readonly (readonly number[])[]): readonly (readonly number[])[] =>
  perAxis.reduce<readonly (readonly number[])[]>(
    (all, places) => all.flatMap((begun) => places.map((place) => [...begun, place])),
    [[]],
  );

/**
 * Positions in row-major order, `count` of them or all there are: every corner of the first and of the last channel, the
 * first and the last element among them; the first element of the last channel of the first group and of the first channel
 * of the second; the others are drawn from a seed.
 */
export function sampledPositions(
  shape: Shape,
  groups: Groups,
  { count, seed }: { readonly count: number; readonly seed: number },
): readonly number[] {
  const total = elementCount(shape);
  if (total <= count) return Array.from({ length: total }, (_, i) => i);
  const position = (index: readonly number[]) =>
    index.reduce((at, place, axis) => at * shape[axis]! + place, 0);
  const corners = combinations(shape.map((size) => [0, size - 1]));
  const borders = [groups.size - 1, groups.size]
    .filter((place) => place < shape[groups.axis]!)
    .map((place) => shape.map((_, axis) => (axis === groups.axis ? place : 0)));
  const chosen = new Set([...corners, ...borders].map(position));
  const bits = randomBits(seed);
  while (chosen.size < count) chosen.add(bits() % total);
  return [...chosen].sort((a, b) => a - b);
}
