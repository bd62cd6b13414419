/**
 * Numbers for a call, drawn for a purpose; on demand with NaN and infinities among them. Never all the same: a gradient of
 * ones hides what it is multiplied by, and equal numbers hide which of them was read.
 *
 * @module
 */
import fc, { type Arbitrary } from 'fast-check';
import { elementCount, type FloatDtype, type OperatorName, type Shape } from '@gradspec/spec';
import { fillKinds, fillWeights, type FillKind } from './fill-kinds.ts';
import { randomBits } from './random-bits.ts';

/** What the numbers of a case are like. */
export interface Fill {
  /** Whether NaN, ∞ and −∞ stand among them. */
  readonly nonFinite: boolean;
  readonly kind: FillKind;
  /** Small numbers lie between −reach and reach. */
  readonly reach: number;
  readonly seed: number;
}

/** Fills of all kinds; about one in seven has NaN or infinities. Shrinks to small finite integers. */
export const fills: Arbitrary<Fill> = fc.record({
  nonFinite: fc.oneof(
    { withCrossShrink: true },
    { weight: 6, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  kind: fc.oneof(
    { withCrossShrink: true },
    ...(Object.keys(fillKinds) as FillKind[]).map((kind) => ({
      weight: fillWeights[kind],
      arbitrary: fc.constant(kind),
    })),
  ),
  reach: fc.integer({ min: 1, max: 3 }),
  seed: fc.nat(0x7fffffff),
});

/** A source of the numbers of a case: each call of a method moves on. */
export interface Numbers {
  /** The elements of a floating tensor. */
  floating(shape: Shape): number[];
  /** `count` integers from `least` to `most`. */
  integers(count: number, least: number, most: number): number[];
}

/** The numbers of a fill, from their beginning, for a call of an operator in a dtype. */
export function numbersOf(
  { kind, reach, seed, nonFinite }: Fill,
  { operator, dtype }: { readonly operator: OperatorName; readonly dtype: FloatDtype },
): Numbers {
  const bits = randomBits(seed);
  const below = (count: number) => bits() % count;
  const integer = (least: number, most: number) => least + below(most - least + 1);
  const signed = () => (bits() - 2 ** 31) / 2 ** 31;
  const draw = fillKinds[kind]({ below, integer, signed }, { reach, operator, dtype });
  const strange = () => [NaN, Infinity, -Infinity][below(3)]!;
  return {
    floating(shape) {
      const data = draw(elementCount(shape));
      if (isUniform(data)) data[0] = data[0] === 0 ? reach : -data[0]!;
      // Not in every tensor, and few of them, so that something finite is left to be judged beside them.
      if (nonFinite && data.length > 0 && below(3) > 0)
        for (let left = data.length > 2 ? 1 + below(2) : 1; left > 0; left--)
          data[below(data.length)] = strange();
      return data;
    },
    integers: (count, least, most) => Array.from({ length: count }, () => integer(least, most)),
  };
}

/** Whether all elements are the same; of a single one, whether it is 1. */
function isUniform(data: readonly number[]): boolean {
  return data.length === 1 ? data[0] === 1 : data.length > 1 && data.every((value) => value === data[0]);
}
