/**
 * Truncated BPTT of a stack of recurrences: after every k1 steps the losses of these are sent back, through k2 steps at most.
 *
 *   for each end e = k1, 2·k1, …, T:    the window is the steps from max(0, e − k2) to e − 1
 *     dh of the top is that of the last k1 steps, 0 for the others; nothing comes from after the window
 *     the layers go back through the window, the top one first: dx of a layer is dh of the one below
 *     the gradients of all windows are added; what the first state of a window would get is dropped, unless it is h0 or c0
 *
 * k1 = 1 sends every loss back through k2 steps of its own; k1 = k2 = T is the whole BPTT. With k2 < T the sum is another,
 * biased gradient: it may even point the other way. Beside the spec's VJP, not part of it.
 *
 * Source: Williams & Peng 1990, "An efficient gradient-based algorithm for on-line training of recurrent network
 * trajectories", BPTT(h; h′); Sutskever 2013, "Training recurrent neural networks", §2.8.6 for the names k1 and k2.
 * @module
 */
import { withWorkspace, type FloatArray, type Workspace } from '@gradspec/kernels';
import {
  arrayOf,
  checkBackwardCall,
  checkCall,
  owned,
  SpecError,
  type Attributes,
  type Call,
  type FloatTensor,
  type Inputs,
} from '@gradspec/spec';
import {
  backwardPass,
  makeBackwardRoom,
  type BackwardRoom,
  type WeightSums,
} from './recurrence/backward-pass.ts';
import { sizesOf, type Recurrent } from './recurrence/call.ts';
import type { Cell } from './recurrence/cell.ts';
import { cellOf } from './recurrence/cell-of.ts';
import { putInputs } from './recurrence/forward-pass.ts';
import { wholeTrace, type Kept } from './recurrence/keeping.ts';
import { makeRoom, type States } from './recurrence/room.ts';
import { runForward } from './recurrence/run-forward.ts';
import type { Segment } from './recurrence/segments.ts';
import { gradients, type Gradients } from './recurrence/sweep-backward.ts';
import { unreadOf } from './recurrence/unread.ts';

/** One layer of a stack: a recurrence without its x, which is h of the layer below. It is read forwards, by all of the batch. */
export type Layer = {
  readonly [Op in Recurrent]: {
    readonly operator: Op;
    readonly inputs: Omit<Inputs<Op>, 'x' | 'lengths'>;
    readonly attributes?: Omit<Attributes<Op>, 'reverse'>;
  };
}[Recurrent];

/** How far losses go back: every k1 steps, through k2 ≥ k1 steps. */
export interface Truncation {
  readonly k1: number;
  readonly k2: number;
}

/** A stack that has run forward. */
export interface TruncatedRun {
  /** The states of the top layer, [T, N, H]. */
  readonly h: FloatTensor;
  /**
   * The truncated gradients of x and, layer by layer from below, of what each was given.
   *
   * @param dh - the gradient of h; the losses of step t are those of dh[t]
   * @throws SpecError for a dh that does not fit h
   */
  readonly backward: (dh: FloatTensor) => { readonly x: FloatTensor; readonly layers: readonly Gradients[] };
}

/** A layer that has run. */
interface RanLayer {
  readonly cell: Cell;
  readonly call: Call<Recurrent>;
  readonly kept: Kept;
}

/** A layer in the kernels' memory. */
interface LayerBack extends RanLayer {
  readonly room: BackwardRoom;
  readonly sums: WeightSums;
  readonly sweep: (segment: Segment) => void;
  /** The gradients of the initial states so far. */
  readonly first: States;
}

const all = unreadOf(undefined);
const own = ['wx', 'wh', 'b', 'bh', 'h0', 'c0'];

/**
 * Runs a stack forward, for truncated gradients.
 *
 * @param layers - from the one that reads x to the top
 * @param x - [T, N, I]
 * @throws RangeError for no layer at all, and for k1 and k2 that are no integers with 1 ≤ k1 ≤ k2; SpecError for a layer whose
 *   tensors do not fit
 */
export function truncatedBptt(
  layers: readonly Layer[],
  x: FloatTensor,
  truncation: Truncation,
): TruncatedRun {
  checkTruncation(truncation);
  if (layers.length === 0) throw new RangeError('truncatedBptt: layers expected at least one, got none');
  const ran: RanLayer[] = [];
  let h = x;
  for (const layer of layers) {
    const call = checkLayer(layer, h);
    const cell = cellOf[layer.operator];
    const { outputs, kept } = runForward(cell, call, wholeTrace);
    h = owned(call.dtype, call.outputShapes.h, outputs.h);
    ran.push({ cell, call, kept });
  }
  return {
    h,
    backward(dh) {
      checkBackwardCall(ran.at(-1)!.call, { h: dh }, []);
      return backThroughWindows(ran, dh, truncation);
    },
  };
}

function checkTruncation({ k1, k2 }: Truncation): void {
  if (!Number.isSafeInteger(k1) || k1 < 1)
    throw new RangeError(`truncatedBptt: k1 expected an integer of at least 1, got ${k1}`);
  if (!Number.isSafeInteger(k2) || k2 < k1)
    throw new RangeError(`truncatedBptt: k2 expected an integer of at least k1 = ${k1}, got ${k2}`);
}

function checkLayer({ operator, inputs, attributes }: Layer, x: FloatTensor): Call<Recurrent> {
  const refuse = (code: 'unknown-input' | 'bad-attribute', argument: string) => {
    const expected = 'no such argument in truncated BPTT';
    throw new SpecError({ code, operator, argument, expected, got: 'one' });
  };
  if ((inputs as Inputs<Recurrent>).lengths) refuse('unknown-input', 'lengths');
  if ((attributes as Attributes<Recurrent>)?.reverse) refuse('bad-attribute', 'reverse');
  return checkCall(operator, { ...inputs, x }, attributes as Attributes<Recurrent>);
}

/** The windows in the order of time: the steps that are walked through, and the first of those whose losses count. */
function* windows(T: number, { k1, k2 }: Truncation): Generator<Segment & { readonly losses: number }> {
  for (let losses = 0; losses < T; losses += k1) {
    const t1 = Math.min(losses + k1, T);
    yield { t0: Math.max(0, t1 - k2), t1, losses };
  }
}

function backThroughWindows(
  ran: readonly RanLayer[],
  dh: FloatTensor,
  truncation: Truncation,
): { x: FloatTensor; layers: Gradients[] } {
  const { call } = ran[0]!;
  const { T, N, I } = sizesOf(call);
  const dx = new (arrayOf(call.dtype))(T * N * I);
  return withWorkspace(call.dtype, (workspace) => {
    const back = ran.map((layer) => prepare(workspace, layer, Math.min(truncation.k2, T)));
    for (const window of N * I > 0 ? windows(T, truncation) : []) {
      let flowing = lossesOf(dh, window);
      for (const layer of back.toReversed()) flowing = sweepWindow(workspace, layer, window, flowing);
      flowing.forEach((value, i) => (dx[window.t0 * N * I + i]! += value));
    }
    const layers = back.map(({ call, sums, first }) =>
      gradients(workspace, call, { dx, sums, carried: first, wanted: new Set(own) }),
    );
    return { x: owned(call.dtype, call.inputs.x.shape, dx), layers };
  });
}

function prepare(workspace: Workspace, { cell, call, kept }: RanLayer, S: number): LayerBack {
  const sizes = sizesOf(call);
  const { arena, precision } = workspace;
  const plain = makeRoom(workspace, sizes, { S, reverse: false, needs: cell.needs });
  const room = makeBackwardRoom(workspace, call, plain, S);
  const { sums, sweep } = backwardPass(workspace, cell, call, {
    room,
    unread: all,
    wanted: new Set(['x', ...own]),
  });
  const state = () => arena.zeros(precision, sizes.N * sizes.H);
  return { cell, call, kept, room, sums, sweep, first: { h: state(), c: cell.needs.c ? state() : 0 } };
}

/** The output gradients of a window; zeros before the losses that count. */
function lossesOf(
  { data, shape }: FloatTensor,
  { t0, t1, losses }: Segment & { readonly losses: number },
): FloatArray {
  const step = shape[1]! * shape[2]!;
  const part = data.slice(t0 * step, t1 * step);
  return part.fill(0, 0, (losses - t0) * step);
}

/** Sends the gradient of a layer's h back through a window; what is returned is that of its x. */
function sweepWindow(workspace: Workspace, layer: LayerBack, segment: Segment, dh: FloatArray): FloatArray {
  const { arena, precision, size } = workspace;
  const { call, room, kept, first } = layer;
  const { N, I, H } = sizesOf(call);
  putInputs(workspace, call, { segment, room, unread: all });
  wholeTrace.bring(workspace, call, kept, { room, segment, k: 0, run: () => {} });
  const data = arena.floats(precision);
  data.set(dh, room.dh / size);
  const states = [
    [room.carried.h, first.h],
    [room.carried.c, first.c],
  ].filter(([at]) => at);
  for (const [carried] of states) data.fill(0, carried! / size, carried! / size + N * H);
  layer.sweep(segment);
  if (segment.t0 === 0)
    for (const [carried, sum] of states)
      for (let i = 0; i < N * H; i++) data[sum! / size + i]! += data[carried! / size + i]!;
  return arena.take(precision, room.dx, (segment.t1 - segment.t0) * N * I);
}
