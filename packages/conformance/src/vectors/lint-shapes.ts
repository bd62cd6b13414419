/**
 * Whether tensors by name are those that a call or a net has.
 *
 * @module
 */
import type { Shape } from '@gradspec/spec';
import type { JsonTensors } from './types.ts';

/** The tensors that are not named as one of some shapes, or are not of that shape. */
export function lintShapes(
  where: string,
  tensors: JsonTensors | undefined,
  shapes: ReadonlyMap<string, Shape>,
): readonly string[] {
  return Object.entries(tensors ?? {}).flatMap(([name, { shape }]) => {
    const right = shapes.get(name);
    if (!right)
      return [
        `${where}.${name}: there is nothing of this name; there is ${[...shapes.keys()].join(', ') || 'nothing'}`,
      ];
    return right.join() === shape.join()
      ? []
      : [`${where}.${name}: expected shape [${right.join(', ')}], got [${shape.join(', ')}]`];
  });
}
