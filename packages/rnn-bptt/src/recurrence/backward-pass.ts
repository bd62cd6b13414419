/**
 * One segment backwards: step after step in the reverse order of reading, then what has no order in time as one product each.
 *
 *   t        the cell's step: dz from dh[t], dc[t] and what is carried, and what is carried on
 *
 *   dx = dz·wx        dwx += dzᵀ·x        dwh += dzᵀ·h₋₁        db += Σ dz        all rows of the segment
 *
 * What is carried is the gradient of the state by all later losses at once, which is why one sweep, O(T), is enough.
 *
 * @module
 */
import { keepFactor, multiply, type Workspace } from '@gradspec/kernels';
import { sizesOf, type RecurrentCall } from './call.ts';
import type { BackwardStep, Cell } from './cell.ts';
import { stepAt, type Room, type States } from './room.ts';
import type { Segment } from './segments.ts';
import { copyStates } from './states.ts';
import { clearUnread, type Unread } from './unread.ts';

/** The place of a segment with what flows back through it. */
export interface BackwardRoom extends Room {
  /** Output gradients, [S·N, H] each; dc is 0 where there is no c. */
  readonly dh: number;
  readonly dc: number;
  /** [S·N, I]. */
  readonly dx: number;
  /** The gradient of the state at the end of the segment, then at its beginning; [N, H]. */
  readonly carried: States;
}

/** The addresses of the weights' gradients, summed over the segments so far. */
export interface WeightSums {
  readonly wx: number;
  readonly wh: number;
  readonly b: number;
  readonly bh: number;
}

/** Adds what flows back to the room of a segment, for segments of up to S steps. */
export function makeBackwardRoom(
  { arena, precision }: Workspace,
  call: RecurrentCall,
  room: Room,
  S: number,
): BackwardRoom {
  const { N, I, H } = sizesOf(call);
  const states = (rows: number) => ({
    h: arena.zeros(precision, rows * H),
    c: room.slots.c && arena.zeros(precision, rows * H),
  });
  const { h: dh, c: dc } = states(S * N);
  return { ...room, dh, dc, dx: arena.room(precision, S * N * I), carried: states(N) };
}

/** Packs the weights and returns what sweeps back through segments whose trace and output gradients are in their place. */
export function backwardPass(
  workspace: Workspace,
  cell: Cell,
  call: RecurrentCall,
  {
    room,
    unread,
    wanted,
  }: { readonly room: BackwardRoom; readonly unread: Unread; readonly wanted: ReadonlySet<string> },
): {
  readonly sums: WeightSums;
  /** `observe` sees every step before it is made. */
  readonly sweep: (segment: Segment, observe?: (step: BackwardStep) => void) => void;
} {
  const { arena, kernels, precision, size } = workspace;
  const sizes = sizesOf(call);
  const { N, I, H, G } = sizes;
  const dz = cell.needs.gates ? room.gates : room.dh;
  const step = cell.backward(workspace, call, sizes, room.carried);
  const weights = { at: arena.put(precision, call.inputs.wx.data), row: I, column: 1 };
  const throughInputs = wanted.has('x') ? keepFactor(workspace, { N: I, K: G, b: weights }) : undefined;
  const zeros = (length: number) => arena.zeros(precision, length);
  const sums = { wx: zeros(G * I), wh: zeros(G * H), b: zeros(G), bh: zeros(H) };
  const held = { h: zeros(N * H), c: room.carried.c && zeros(N * H) };

  function stepBack(places: BackwardStep, still: Int32Array): void {
    if (still.length > 0) copyStates(workspace, room.carried, held, { rows: still, H });
    step(places);
    if (still.length > 0) copyStates(workspace, held, room.carried, { rows: still, H });
  }

  /** Zeros in the rows that are not read, in all that products over the segment meet. */
  function clear(segment: Segment): void {
    const data = arena.floats(precision);
    const rows = [
      { at: dz, width: G },
      { at: room.before.h, width: H },
      ...(room.q ? [{ at: room.q, width: H }] : []),
    ];
    for (const { at, width } of rows) clearUnread(unread, segment, { data, at: at / size, N, width });
  }

  function addProducts(R: number): void {
    const products = cell.recurrentProducts(call, sizes, { room, dz, size });
    if (wanted.has('wx')) {
      const b = { at: room.x, row: I, column: 1 };
      multiply(workspace, {
        M: G,
        N: I,
        K: R,
        a: { at: dz, row: 1, column: G },
        b,
        c: sums.wx,
        cRow: I,
        accumulate: true,
      });
    }
    if (wanted.has('wh'))
      for (const { first, count, dz, row, source } of products) {
        const a = { at: dz, row: 1, column: row };
        const c = sums.wh + first * H * size;
        const b = { at: source, row: H, column: 1 };
        multiply(workspace, { M: count, N: H, K: R, a, b, c, cRow: H, accumulate: true });
      }
    if (wanted.has('b')) kernels.sumColumns(R, G, dz, G, sums.b);
    const candidate = products.at(-1)!;
    if (wanted.has('bh')) kernels.sumColumns(R, H, candidate.dz, candidate.row, sums.bh);
    throughInputs?.({ M: R, a: dz, aRow: G, c: room.dx, cRow: I, accumulate: false });
  }

  return {
    sums,
    sweep(segment, observe) {
      const { t0, t1 } = segment;
      for (let s = t1 - 1; s >= t0; s--) {
        const t = call.attributes.reverse ? t0 + (t1 - 1 - s) : s;
        const state = (t - t0) * N * H * size;
        const { gates, q, before, after } = stepAt(room, sizes, { t, t0, size });
        const places = { t, gates, q, before, after, dh: room.dh + state, dc: room.dc && room.dc + state };
        observe?.(places);
        stepBack(places, unread.at(t));
      }
      clear(segment);
      addProducts((t1 - t0) * N);
    },
  };
}
