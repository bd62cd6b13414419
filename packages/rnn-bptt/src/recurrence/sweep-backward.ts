/**
 * All of time backwards, segment by segment, in one sweep.
 *
 * @module
 */
import { withWorkspace, type FloatArray, type Workspace } from '@gradspec/kernels';
import { arrayOf, owned, type FloatTensor } from '@gradspec/spec';
import { backwardPass, makeBackwardRoom, type BackwardRoom, type WeightSums } from './backward-pass.ts';
import { sizesOf, type RecurrentCall } from './call.ts';
import type { BackwardStep, Cell } from './cell.ts';
import { forwardPass, putInputs } from './forward-pass.ts';
import type { Keeping, Kept } from './keeping.ts';
import { makeRoom, type States } from './room.ts';
import { segmentLength, segmentsOf, type Segment } from './segments.ts';
import { putStates } from './states.ts';
import { clearUnread, unreadOf, type Unread } from './unread.ts';

/** The gradients of a recurrence's outputs; all of those that it has. */
export interface OutputGradients {
  readonly h: FloatTensor;
  readonly hT: FloatTensor;
  readonly c?: FloatTensor;
  readonly cT?: FloatTensor;
}

/** Gradients by the name of the input. */
export type Gradients = { -readonly [name in 'x' | 'wx' | 'wh' | 'b' | 'bh' | 'h0' | 'c0']?: FloatTensor };

/** The gradients of all inputs that are wanted; `observe` sees every step before it is made. */
export function sweepBackward(
  cell: Cell,
  call: RecurrentCall,
  keeping: Keeping,
  how: {
    readonly kept: Kept;
    readonly outputGrads: OutputGradients;
    readonly wanted: ReadonlySet<string>;
    readonly observe?: (step: BackwardStep, room: BackwardRoom, workspace: Workspace) => void;
  },
): Gradients {
  const { kept, outputGrads, wanted, observe } = how;
  const sizes = sizesOf(call);
  const { T, N, I } = sizes;
  const { reverse } = call.attributes;
  const segments = segmentsOf(sizes, reverse);
  const unread = unreadOf(call.inputs.lengths);
  const dx = new (arrayOf(call.dtype))(wanted.has('x') ? T * N * I : 0);
  return withWorkspace(call.dtype, (workspace) => {
    const S = segmentLength(T, N);
    const plain = makeRoom(workspace, sizes, { S, reverse, needs: cell.needs });
    const room = makeBackwardRoom(workspace, call, plain, S);
    let again: ((segment: Segment) => void) | undefined;
    const { sums, sweep } = backwardPass(workspace, cell, call, { room, unread, wanted });
    putStates(workspace, room.carried, {
      h: outputGrads.hT.data,
      c: outputGrads.cT?.data ?? new Float64Array(),
    });
    for (const [k, segment] of [...segments.entries()].reverse()) {
      putInputs(workspace, call, { segment, room, unread });
      const run = () => (again ??= forwardPass(workspace, cell, call, { room, unread }))(segment);
      keeping.bring(workspace, call, kept, { room, segment, k, run });
      putOutputGrads(workspace, outputGrads, { segment, room, unread });
      sweep(segment, observe && ((step) => observe(step, room, workspace)));
      if (wanted.has('x'))
        workspace.arena.copyTo(
          dx.subarray(segment.t0 * N * I, segment.t1 * N * I),
          workspace.precision,
          room.dx,
        );
    }
    if (wanted.has('x')) clearUnread(unread, { t0: 0, t1: T }, { data: dx, at: 0, N, width: I }); // 0·∞ in wx is no gradient
    return gradients(workspace, call, { dx, sums, carried: room.carried, wanted });
  });
}

/** Copies the output gradients of a segment to their place; zeros for rows that are not read. */
export function putOutputGrads(
  { arena, precision, size }: Workspace,
  { h, c }: Pick<OutputGradients, 'h' | 'c'>,
  {
    segment,
    room,
    unread,
  }: { readonly segment: Segment; readonly room: BackwardRoom; readonly unread: Unread },
): void {
  const [, N, width] = h.shape as readonly [number, number, number];
  const data = arena.floats(precision);
  const put = (from: FloatTensor, address: number) => {
    const at = address / size;
    data.set(from.data.subarray(segment.t0 * N * width, segment.t1 * N * width), at);
    clearUnread(unread, segment, { data, at, N, width });
  };
  put(h, room.dh);
  if (c) put(c, room.dc);
}

/** What the sweep left in the kernels' memory, as tensors. */
export function gradients(
  { arena, precision }: Workspace,
  { inputs, dtype }: RecurrentCall,
  made: {
    readonly dx: FloatArray;
    readonly sums: WeightSums;
    readonly carried: States;
    readonly wanted: ReadonlySet<string>;
  },
): Gradients {
  const grads: Gradients = {};
  if (made.wanted.has('x')) grads.x = owned(dtype, inputs.x.shape, made.dx);
  const take = (name: Exclude<keyof Gradients, 'x'>, at: number) => {
    const input = inputs[name];
    if (input && made.wanted.has(name))
      grads[name] = owned(dtype, input.shape, arena.take(precision, at, input.data.length));
  };
  for (const name of ['wx', 'wh', 'b', 'bh'] as const) take(name, made.sums[name]);
  take('h0', made.carried.h);
  take('c0', made.carried.c);
  return grads;
}
