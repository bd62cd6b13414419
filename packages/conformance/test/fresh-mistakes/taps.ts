/**
 * Windows that slide over a field in any number of axes: which element of the field meets which element of the kernel.
 *
 * @module
 */
import type { Shape } from '@gradspec/spec';

/** One element of one window, by its places in row-major order. */
interface Tap {
  readonly window: number;
  readonly kernel: number;
  /** Absent outside the field. */
  readonly field: number | undefined;
}

/** Windows, by their sizes per axis. */
interface Sliding {
  readonly windows: Shape;
  readonly kernel: Shape;
  readonly field: Shape;
  /** The index in the field that element k of window o reads along an axis. */
  at: (axis: number, o: number, k: number) => number;
}

const placesOf = (shape: Shape): readonly (readonly number[])[] =>
  shape.reduce<number[][]>(
    (heads, size) => heads.flatMap((head) => Array.from({ length: size }, (_, i) => [...head, i])),
    [[]],
  );

/** Every element of every window whose indices are all below `end`; without it, of all windows. */
export function tapsOf({ windows, kernel, field, at }: Sliding, end?: Shape): readonly Tap[] {
  const elements = placesOf(kernel);
  return placesOf(windows).flatMap((o, window) =>
    elements.flatMap((k, element) => {
      const index = o.map((place, axis) => at(axis, place, k[axis]!));
      if (end && index.some((i, axis) => i >= end[axis]!)) return [];
      const inside = index.every((i, axis) => i >= 0 && i < field[axis]!);
      const place = index.reduce((flat, i, axis) => flat * field[axis]! + i, 0);
      return [{ window, kernel: element, field: inside ? place : undefined }];
    }),
  );
}
