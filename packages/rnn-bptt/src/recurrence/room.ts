/**
 * The place of one segment in the kernels' memory: its inputs, its trace, and the states between its steps.
 *
 *   slot 0   step t0   slot 1   step t0 + 1   slot 2   …   step t1 − 1   slot t1 − t0
 *
 * A slot is the state, N rows, between two steps. Forwards a step reads the slot on its left and writes the one on its
 * right, with `reverse` the other way round; so the states before all steps, and those after them, are one matrix each, which
 * products over all steps can take as it stands.
 *
 * @module
 */
import type { Workspace } from '@gradspec/kernels';
import type { Sizes } from './call.ts';

/** The states at one point of time, as addresses of [N, H]; `c` is 0 where a recurrence has none. */
export interface States {
  readonly h: number;
  readonly c: number;
}

/** Addresses of a segment's rows, N for each step. */
export interface Room {
  /** [S·N, I]. */
  readonly x: number;
  /** The gates, or before them their sums: [S·N, G]. */
  readonly gates: number;
  /** The recurrent part of gru's candidate: [S·N, H]; 0 for the others. */
  readonly q: number;
  /** The slots: [(S + 1)·N, H]. */
  readonly slots: States;
  /** The slots before, and after, the first step. */
  readonly before: States;
  readonly after: States;
}

/** One step of a segment, as addresses of its N rows. */
export interface Step {
  readonly t: number;
  readonly gates: number;
  readonly q: number;
  readonly before: States;
  readonly after: States;
}

/** What a recurrence needs a place for. */
export interface Needs {
  /** Whether gates stand apart from the states they lead to. */
  readonly gates: boolean;
  readonly q: boolean;
  readonly c: boolean;
}

/** Room for segments of up to S steps. */
export function makeRoom(
  { arena, precision, size }: Workspace,
  { N, I, H, G }: Sizes,
  { S, reverse, needs }: { readonly S: number; readonly reverse: boolean; readonly needs: Needs },
): Room {
  const room = (rows: number, width: number) => arena.room(precision, rows * width);
  const slots = { h: room((S + 1) * N, H), c: needs.c ? room((S + 1) * N, H) : 0 };
  const one = N * H * size;
  const next = { h: slots.h + one, c: slots.c && slots.c + one };
  const [before, after] = reverse ? [next, slots] : [slots, next];
  const x = room(S * N, I);
  const q = needs.q ? room(S * N, H) : 0;
  // Without gates of its own a state is made in the place of its sum.
  return { x, q, gates: needs.gates ? room(S * N, G) : after.h, slots, before, after };
}

/** The addresses of step t of a segment that begins with t0. */
export function stepAt(
  { gates, q, before, after }: Room,
  { N, H, G }: Sizes,
  { t, t0, size }: { t: number; t0: number; size: number },
): Step {
  const rows = (t - t0) * N * size;
  const state = rows * H;
  return {
    t,
    gates: gates + rows * G,
    q: q && q + state,
    before: { h: before.h + state, c: before.c && before.c + state },
    after: { h: after.h + state, c: after.c && after.c + state },
  };
}
