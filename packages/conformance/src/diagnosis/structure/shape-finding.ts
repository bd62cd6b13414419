/**
 * A result of the wrong shape: which attributes, left out or with their axes exchanged, would give that shape.
 *
 * @module
 */
import { inferShapes, zeros, type Shape } from '@gradspec/spec';
import type { AnyKernel } from '../../runner/any-kernel.ts';
import type { BilinearCall } from './terms.ts';

/** An attribute told otherwise. */
interface Change {
  readonly text: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

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

/** Calls with one attribute told otherwise, then with two, then with more left out. */
function changesOf(attributes: object): Change[] {
  const given = attributes as Readonly<Record<string, unknown>>;
  const names = Object.keys(given);
  const without = (left: readonly string[]): Change => ({
    text: `${left.join(' and ')} left out`,
    attributes: Object.fromEntries(
      names.filter((name) => !left.includes(name)).map((name) => [name, given[name]]),
    ),
  });
  const turned = names.flatMap((name): Change[] => {
    const value = given[name];
    if (!Array.isArray(value)) return [];
    const axes = {
      text: `the axes of ${name} exchanged`,
      attributes: { ...given, [name]: value.toReversed() as unknown },
    };
    if (name !== 'padding') return [axes];
    const ends = (value as readonly (readonly [number, number])[]).map(([before, after]) => [after, before]);
    return [axes, { text: 'padding before and after exchanged', attributes: { ...given, padding: ends } }];
  });
  const subsets = Array.from({ length: 2 ** names.length - 1 }, (_, bits) =>
    names.filter((_, at) => ((bits + 1) >> at) & 1),
  ).sort((a, b) => a.length - b.length);
  const [one, more] = [
    subsets.filter(({ length }) => length === 1),
    subsets.filter(({ length }) => length > 1),
  ];
  return [...one.map(without), ...turned, ...more.map(without)];
}
