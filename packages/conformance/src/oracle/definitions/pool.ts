/**
 * maxPool, avgPool and maxout by their definitions.
 *
 * @module
 */
import type { Padding, Shape } from '@gradspec/spec';
import { indices, type Expression } from '../tape.ts';
import { each, range, type Definition } from './definition.ts';

/** The input index of every window element that the padding has too; `real` where the input has it. */
function window(
  o: readonly number[],
  S: Shape,
  at: { kernel: Shape; stride: Shape; padding: readonly Padding[]; dilation: Shape },
): { index: readonly number[]; real: boolean }[] {
  return Array.from(indices(at.kernel), (k) =>
    o.map((place, axis) => place * at.stride[axis]! - at.padding[axis]![0] + k[axis]! * at.dilation[axis]!),
  )
    .filter((index) => index.every((i, axis) => i < S[axis]! + at.padding[axis]![1]))
    .map((index) => ({ index, real: index.every((i, axis) => i >= 0 && i < S[axis]!) }));
}

/** The definition of `maxPool`. */
export const maxPool: Definition<'maxPool'> = (tape, { x }, { attributes, outputShapes }) => {
  const [, , ...S] = x!.shape;
  const y = each(outputShapes.y, (n, c, ...o) => {
    const real = window(o, S, attributes).filter(({ real }) => real);
    return tape.max(real.map(({ index }) => x!.at(n, c, ...index)));
  });
  return { y };
};

/** The definition of `avgPool`. */
export const avgPool: Definition<'avgPool'> = (tape, { x }, { attributes, outputShapes }) => {
  const [, , ...S] = x!.shape;
  const dense = S.map(() => 1);
  const y = each(outputShapes.y, (n, c, ...o) => {
    const all = window(o, S, { ...attributes, dilation: dense });
    const real = all.filter(({ real }) => real);
    const sum = tape.sum(real.map(({ index }) => x!.at(n, c, ...index)));
    return tape.quotient(sum, tape.constant(attributes.countIncludePad ? all.length : real.length));
  });
  return { y };
};

/** The definition of `maxout`. */
export const maxout: Definition<'maxout'> = (tape, { x }, { outputShapes }) => {
  const P = x!.shape[1]!;
  return { y: each(outputShapes.y, (n, f): Expression => tape.max(range(P, (p) => x!.at(n, p, f)))) };
};
