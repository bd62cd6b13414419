/**
 * What the forward pass keeps for the backward pass, in ordinary memory: the whole trace, or the states in which segments
 * begin, from which the trace is made again.
 *
 *   whole trace   the slots [T + 1, N, H], the gates [T, N, G] and q [T, N, H]
 *   checkpoints   one slot per segment, [⌈T / S⌉, N, H], at the cost of one more forward pass
 *
 * @module
 */
import type { FloatArray, Workspace } from '@gradspec/kernels';
import { arrayOf } from '@gradspec/spec';
import { sizesOf, type RecurrentCall, type Sizes } from './call.ts';
import type { Needs, Room } from './room.ts';
import { segmentsOf, type Segment } from './segments.ts';

/** What is kept, by name; what a recurrence does not have is empty. */
export interface Kept {
  readonly h: FloatArray;
  readonly c: FloatArray;
  readonly gates: FloatArray;
  readonly q: FloatArray;
}

/** The place of a segment, and the how-manieth of them it is in the order of reading. */
export interface Place {
  readonly room: Room;
  readonly segment: Segment;
  readonly k: number;
}

/** A way to keep. */
export interface Keeping {
  /** Arrays for what will be kept. */
  begin(call: RecurrentCall, needs: Needs): Kept;
  /** Keeps what is needed of a segment that has run. */
  keep(workspace: Workspace, call: RecurrentCall, kept: Kept, place: Place): void;
  /** Puts the trace of a segment in its place; `run` runs the segment from its first state. */
  bring(
    workspace: Workspace,
    call: RecurrentCall,
    kept: Kept,
    place: Place & { readonly run: () => void },
  ): void;
}

/** A part of what is kept: an array from an element on, and its place in the kernels' memory. */
interface Part {
  readonly array: FloatArray;
  readonly first: number;
  readonly length: number;
  readonly at: number;
}

function allocate({ dtype }: RecurrentCall, lengths: { [name in keyof Kept]: number }): Kept {
  const array = (length: number) => new (arrayOf(dtype))(length);
  const { h, c, gates, q } = lengths;
  return { h: array(h), c: array(c), gates: array(gates), q: array(q) };
}

function take({ arena, precision }: Workspace, parts: readonly Part[]): void {
  for (const { array, first, length, at } of parts)
    if (at) arena.copyTo(array.subarray(first, first + length), precision, at);
}

function put({ arena, precision, size }: Workspace, parts: readonly Part[]): void {
  for (const { array, first, length, at } of parts)
    if (at) arena.floats(precision).set(array.subarray(first, first + length), at / size);
}

/** Every state and gate of a segment. */
function wholePart(kept: Kept, { N, H, G }: Sizes, { room, segment: { t0, t1 } }: Place): Part[] {
  const rows = (array: FloatArray, at: number, width: number, more = 0) => ({
    array,
    first: t0 * N * width,
    length: (t1 - t0 + more) * N * width,
    at,
  });
  return [
    rows(kept.h, room.slots.h, H, 1),
    rows(kept.c, room.slots.c, H, 1),
    rows(kept.gates, kept.gates.length > 0 ? room.gates : 0, G),
    rows(kept.q, room.q, H),
  ];
}

/** Keeps the whole trace. */
export const wholeTrace: Keeping = {
  begin(call, needs) {
    const { T, N, H, G } = sizesOf(call);
    const h = (T + 1) * N * H;
    const gates = needs.gates ? T * N * G : 0;
    return allocate(call, { h, c: needs.c ? h : 0, gates, q: needs.q ? T * N * H : 0 });
  },
  keep: (workspace, call, kept, place) => take(workspace, wholePart(kept, sizesOf(call), place)),
  bring: (workspace, call, kept, place) => put(workspace, wholePart(kept, sizesOf(call), place)),
};

/** The state in which a segment begins. */
function checkpoint(call: RecurrentCall, kept: Kept, { room, segment: { t0, t1 }, k }: Place): Part[] {
  const { N, H } = sizesOf(call);
  const size = call.dtype === 'float32' ? 4 : 8;
  const slot = (call.attributes.reverse ? t1 - t0 : 0) * N * H * size;
  return (['h', 'c'] as const).map((name) => ({
    array: kept[name],
    first: k * N * H,
    length: N * H,
    at: room.slots[name] && room.slots[name] + slot,
  }));
}

/** Keeps where segments begin. */
export const checkpoints: Keeping = {
  begin(call, needs) {
    const sizes = sizesOf(call);
    const h = segmentsOf(sizes, call.attributes.reverse).length * sizes.N * sizes.H;
    return allocate(call, { h, c: needs.c ? h : 0, gates: 0, q: 0 });
  },
  keep: (workspace, call, kept, place) => take(workspace, checkpoint(call, kept, place)),
  bring(workspace, call, kept, place) {
    put(workspace, checkpoint(call, kept, place));
    place.run();
  },
};
