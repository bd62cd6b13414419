/**
 * One segment forwards: the input products of all its steps as one matrix product, then step after step.
 *
 *   sums = b + x·wxᵀ        all rows of the segment
 *   t        the cell's step, from the slot before it to the slot after it
 *
 * @module
 */
import { fillRows, keepFactor, type Workspace } from '@gradspec/kernels';
import { sizesOf, type RecurrentCall } from './call.ts';
import type { Cell } from './cell.ts';
import { stepAt, type Room } from './room.ts';
import type { Segment } from './segments.ts';
import { copyStates } from './states.ts';
import { clearUnread, type Unread } from './unread.ts';

/** Copies the inputs of a segment to their place; zeros for rows that are not read. */
export function putInputs(
  { arena, precision, size }: Workspace,
  { inputs: { x } }: RecurrentCall,
  { segment, room, unread }: { readonly segment: Segment; readonly room: Room; readonly unread: Unread },
): void {
  const [, N, I] = x.shape as readonly [number, number, number];
  const data = arena.floats(precision);
  const at = room.x / size;
  data.set(x.data.subarray(segment.t0 * N * I, segment.t1 * N * I), at);
  clearUnread(unread, segment, { data, at, N, width: I });
}

/** Packs the weights and returns what runs segments whose inputs and first state are in their place. */
export function forwardPass(
  workspace: Workspace,
  cell: Cell,
  call: RecurrentCall,
  { room, unread }: { readonly room: Room; readonly unread: Unread },
): (segment: Segment) => void {
  const { arena, precision, size } = workspace;
  const sizes = sizesOf(call);
  const { N, I, H, G } = sizes;
  const { wx } = call.inputs;
  const weights = { at: arena.put(precision, wx.data), row: 1, column: I };
  const addInputs = keepFactor(workspace, { N: G, K: I, b: weights });
  const step = cell.forward(workspace, call, sizes);
  const bias = cell.bias(call);
  const recurrentBias = cell.recurrentBias?.(call);

  return ({ t0, t1 }) => {
    const rows = (t1 - t0) * N;
    fillRows(workspace, { at: room.gates, R: rows, width: G, row: bias });
    addInputs({ M: rows, a: room.x, aRow: I, c: room.gates, cRow: G, accumulate: true });
    if (room.q) fillRows(workspace, { at: room.q, R: rows, width: H, row: recurrentBias });
    for (let s = t0; s < t1; s++) {
      const t = call.attributes.reverse ? t1 - 1 - (s - t0) : s;
      const places = stepAt(room, sizes, { t, t0, size });
      step(places);
      const still = unread.at(t);
      if (still.length > 0) copyStates(workspace, places.before, places.after, { rows: still, H });
    }
  };
}
