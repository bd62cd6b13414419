/**
 * A row that every row of a matrix begins as, such as a bias that products are then added to.
 *
 * @module
 */
import type { FloatArray } from './memory.ts';
import type { Workspace } from './workspace.ts';

/** Makes each of R rows at an address a copy of `row`, or 0. */
export function fillRows({ arena, precision, size }: Workspace, { at, R, width, row }: FilledRows): void {
  const floats = arena.floats(precision);
  const [start, end] = [at / size, at / size + R * width];
  if (!row || R === 0) {
    floats.fill(0, start, end);
    return;
  }
  floats.set(row, start);
  for (let filled = width; 0 < filled && filled < R * width; filled *= 2)
    floats.copyWithin(start + filled, start, Math.min(start + filled, end - filled));
}

interface FilledRows {
  readonly at: number;
  readonly R: number;
  readonly width: number;
  readonly row: FloatArray | undefined;
}
