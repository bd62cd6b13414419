/**
 * States on their way into the kernels' memory, out of it, and about in it.
 *
 * @module
 */
import type { FloatArray, Workspace } from '@gradspec/kernels';
import { sizesOf, type RecurrentCall } from './call.ts';
import type { States } from './room.ts';
import type { Segment } from './segments.ts';

/** States in ordinary memory, [N, H] each; c is empty where a recurrence has none. */
export interface StateArrays {
  readonly h: FloatArray;
  readonly c: FloatArray;
}

/** The slots in which a segment begins and ends. */
export function ends(
  { size }: Workspace,
  call: RecurrentCall,
  { h, c }: States,
  { t0, t1 }: Segment,
): [States, States] {
  const { N, H } = sizesOf(call);
  const far = (t1 - t0) * N * H * size;
  const [left, right] = [
    { h, c },
    { h: h + far, c: c && c + far },
  ];
  return call.attributes.reverse ? [right, left] : [left, right];
}

/** Copies states to an address. */
export function putStates({ arena, precision, size }: Workspace, at: States, { h, c }: StateArrays): void {
  arena.floats(precision).set(h, at.h / size);
  if (at.c) arena.floats(precision).set(c, at.c / size);
}

/** Copies what stands at an address into arrays. */
export function takeStates({ arena, precision }: Workspace, at: States, { h, c }: StateArrays): void {
  arena.copyTo(h, precision, at.h);
  if (at.c) arena.copyTo(c, precision, at.c);
}

/** Copies rows of states from one point of time to another. */
export function copyStates(
  { arena, precision, size }: Workspace,
  from: States,
  to: States,
  { rows, H }: { readonly rows: Int32Array; readonly H: number },
): void {
  const data = arena.floats(precision);
  for (const name of ['h', 'c'] as const) {
    if (!from[name]) continue;
    const [source, target] = [from[name] / size, to[name] / size];
    for (const n of rows) data.copyWithin(target + n * H, source + n * H, source + (n + 1) * H);
  }
}
