/**
 * A result of the wrong shape: which attributes, left out or with their axes exchanged, would give that shape.
 *
 * @module
 */
import { inferShapes, zeros, type Shape } from '@gradspec/spec';
import type { AnyKernel } from '../../runner/any-kernel.ts';
import { attributeChanges, leftOut, type AttributeChange } from '../attribute-changes.ts';
import type { BilinearCall } from './terms.ts';

const same = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);
const text = (shape: Shape): string => `[${shape.join(', ')}]`;

/** The sentence for y's shape; undefined where it is right, or the kernel throws. */
export async function shapeFinding(kernel: AnyKernel, call: BilinearCall): Promise<string | undefined> {
  const inputs = { x: zeros('float64', call.x), w: zeros('float64', call.w) };
  const { outputs } = await kernel.forward(inputs, call.attributes);
  const got = outputs.y?.shape;
  if (!got || same(got, call.y)) return undefined;
  const why = changesOf(call.attributes).find(({ attributes }) =>
    same(shapeWith(call, attributes) ?? [], got),
  );
  const explained = why ? `: the shape with ${why.text}` : '';
  return `y has the shape ${text(got)}, expected ${text(call.y)}${explained}`;
}

function shapeWith({ operator, x, w }: BilinearCall, attributes: object): Shape | undefined {
  try {
    return (inferShapes(operator, { x, w }, attributes).outputShapes as { y: Shape }).y;
  } catch {
    return undefined; // not a call at all, so nobody computed it
  }
}

/** Calls with one attribute told otherwise, then with two or more left out. */
function changesOf(attributes: object): readonly AttributeChange[] {
  const given = attributes as Readonly<Record<string, unknown>>;
  const names = Object.keys(given);
  const several = Array.from({ length: 2 ** names.length }, (_, bits) =>
    names.filter((_, at) => (bits >> at) & 1),
  )
    .filter(({ length }) => length > 1)
    .sort((a, b) => a.length - b.length);
  return [...attributeChanges(given, given), ...several.map((left) => leftOut(given, left))];
}
