/**
 * All of time forwards, segment by segment.
 *
 * @module
 */
import { withWorkspace, type FloatArray, type Workspace } from '@gradspec/kernels';
import { arrayOf } from '@gradspec/spec';
import { sizesOf, type RecurrentCall } from './call.ts';
import type { Cell } from './cell.ts';
import { forwardPass, putInputs } from './forward-pass.ts';
import type { Keeping, Kept } from './keeping.ts';
import { makeRoom, type States } from './room.ts';
import { segmentLength, segmentsOf, type Segment } from './segments.ts';
import { ends, putStates, takeStates } from './states.ts';
import { clearUnread, unreadOf } from './unread.ts';

/** Every state, [T, N, H], and the last one, [N, H]; empty where a recurrence has no c. */
export interface Outputs {
  readonly h: FloatArray;
  readonly c: FloatArray;
  readonly hT: FloatArray;
  readonly cT: FloatArray;
}

/** Runs all of time; what is kept of it is for `sweepBackward`. */
export function runForward(
  cell: Cell,
  call: RecurrentCall,
  keeping: Keeping,
): { outputs: Outputs; kept: Kept } {
  const sizes = sizesOf(call);
  const { T, N, H } = sizes;
  const { reverse } = call.attributes;
  const array = (length: number) => new (arrayOf(call.dtype))(length);
  const [all, last] = [T * N * H, N * H];
  const [allC, lastC] = cell.needs.c ? [all, last] : [0, 0];
  const outputs = { h: array(all), c: array(allC), hT: array(last), cT: array(lastC) };
  const kept = keeping.begin(call, cell.needs);
  const segments = segmentsOf(sizes, reverse);
  if (segments.length === 0) {
    outputs.hT.set(call.inputs.h0?.data ?? []);
    outputs.cT.set(call.inputs.c0?.data ?? []);
    return { outputs, kept };
  }
  const unread = unreadOf(call.inputs.lengths);
  withWorkspace(call.dtype, (workspace) => {
    const S = segmentLength(T, N);
    const room = makeRoom(workspace, sizes, { S, reverse, needs: cell.needs });
    const run = forwardPass(workspace, cell, call, { room, unread });
    const state = { h: array(last), c: array(lastC) };
    state.h.set(call.inputs.h0?.data ?? []);
    state.c.set(call.inputs.c0?.data ?? []);
    segments.forEach((segment, k) => {
      const [first, end] = ends(workspace, call, room.slots, segment);
      putStates(workspace, first, state);
      putInputs(workspace, call, { segment, room, unread });
      run(segment);
      keeping.keep(workspace, call, kept, { room, segment, k });
      takeRows(workspace, room.after, outputs, segment);
      takeStates(workspace, end, state);
    });
    outputs.hT.set(state.h);
    outputs.cT.set(state.c);
  });
  for (const data of [outputs.h, outputs.c])
    if (data.length > 0) clearUnread(unread, { t0: 0, t1: T }, { data, at: 0, N, width: H });
  return { outputs, kept };
}

/** Copies a segment's rows to where they stand in arrays over all of time. */
function takeRows(workspace: Workspace, at: States, { h, c, hT }: Outputs, { t0, t1 }: Segment): void {
  const [first, end] = [t0 * hT.length, t1 * hT.length];
  takeStates(workspace, at, { h: h.subarray(first, end), c: c.subarray(first, end) });
}
