/**
 * A recurrence as a stream: one step at a time, as inputs arrive, without a history.
 *
 *   state' = step(state, x)        state = h, or h and c
 *
 * The weights are packed once and stay in the kernels' memory. A step is the whole call's step on the same numbers in the same
 * order, so the states are those of the whole sequence, bit for bit. Forward only: beside the spec's VJP, not part of it.
 *
 * @module
 */
import { keepTables, withKernels, type Kernels, type Workspace } from '@gradspec/kernels';
import {
  arrayOf,
  checkCall,
  owned,
  SpecError,
  zeros,
  type Attributes,
  type FloatTensor,
  type Inputs,
} from '@gradspec/spec';
import { sizesOf, type Recurrent, type RecurrentCall } from './recurrence/call.ts';
import type { Cell } from './recurrence/cell.ts';
import { cellOf } from './recurrence/cell-of.ts';
import { forwardPass } from './recurrence/forward-pass.ts';
import { makeRoom, type Room } from './recurrence/room.ts';
import { putStates, takeStates, type StateArrays } from './recurrence/states.ts';
import { unreadOf } from './recurrence/unread.ts';

/** The weights of a recurrence: its inputs without x, the initial states and lengths. */
export type StreamWeights<Op extends Recurrent> = Omit<Inputs<Op>, 'x' | 'h0' | 'c0' | 'lengths'>;

/** The state between two steps, [N, H] each; lstm has c, rnn and gru have not. */
export interface StreamState {
  readonly h: FloatTensor;
  readonly c?: FloatTensor;
}

/** A recurrence that is stepped through. */
export interface Stream {
  /** The state of N sequences that have read nothing yet: zeros. */
  readonly start: (N: number) => StreamState;
  /**
   * The state after x, [N, I]; its h is the step's output. Neither argument is changed.
   *
   * @throws SpecError for tensors that do not fit; those of the state are called h0 and c0 in it.
   */
  readonly step: (state: StreamState, x: FloatTensor) => StreamState;
}

let streams = 0;

/**
 * Begins a stream with a copy of the weights.
 *
 * @throws SpecError for weights or attributes that do not fit, and for `reverse`: a stream is read as it comes.
 */
export function stream<Op extends Recurrent>(
  operator: Op,
  weights: StreamWeights<Op>,
  attributes?: Attributes<Op>,
): Stream {
  const cell = cellOf[operator];
  const key = `rnn-bptt stream ${streams++}`;
  const check = (given: object, x: FloatTensor, { h, c }: Partial<StreamState>): RecurrentCall =>
    checkCall(operator, { ...given, x, ...(h && { h0: h }), ...(c && { c0: c }) } as Inputs<Op>, attributes);
  const { wx } = weights as Inputs<Op>;
  const { dtype } = wx;
  const { H } = sizesOf(check(weights, zeros(dtype, [1, 1, wx.shape[1] ?? 0]), {}));
  const mine = copiesOf(weights);
  if (attributes?.reverse)
    throw new SpecError({
      code: 'bad-attribute',
      operator,
      argument: 'reverse',
      expected: 'false: a stream is read as it comes',
      got: 'true',
    });

  return {
    start: (N) => ({ h: zeros(dtype, [N, H]), ...(cell.needs.c && { c: zeros(dtype, [N, H]) }) }),
    step(state, x) {
      checkState(operator, cell, state);
      const call = check(mine, oneStep(operator, x), state);
      const { N } = sizesOf(call);
      const array = (from: FloatTensor | undefined) =>
        from?.data.slice() ?? new (arrayOf(dtype))(cell.needs.c ? N * H : 0);
      const next = { h: array(state.h), c: array(state.c) };
      if (N * H > 0) {
        // What is kept may be forgotten for other tables, so it is asked for at every step.
        const loom = keepTables(`${key} ${N}`, (kernels) => prepare(kernels, cell, call));
        withKernels(() => advance(loom, next, x));
      }
      const tensor = (data: StateArrays['h']) => owned(dtype, [N, H], data);
      return { h: tensor(next.h), ...(cell.needs.c && { c: tensor(next.c) }) };
    },
  };
}

function copiesOf(weights: object): object {
  return Object.fromEntries(
    Object.entries(weights).map(([name, weight]: [string, FloatTensor | undefined]) => [
      name,
      weight && owned(weight.dtype, weight.shape, weight.data.slice()),
    ]),
  );
}

/** x[N, I] as the inputs of one step. */
function oneStep(operator: Recurrent, x: FloatTensor): FloatTensor {
  if (x.shape.length === 2) return { ...x, shape: [1, ...x.shape] };
  const got = `[${x.shape.join(', ')}]`;
  throw new SpecError({
    code: 'bad-rank',
    operator,
    argument: 'x',
    expected: '[N, I], the inputs of one step',
    got,
  });
}

function checkState(operator: Recurrent, { needs }: Cell, state: StreamState): void {
  for (const name of needs.c ? (['h', 'c'] as const) : (['h'] as const))
    if (!state[name])
      throw new SpecError({
        code: 'missing-input',
        operator,
        argument: `${name}0`,
        expected: `${name} in the state before the step`,
        got: 'nothing',
      });
}

/** Packed weights, and the place of one step. */
interface Prepared {
  readonly workspace: Workspace;
  readonly room: Room;
  readonly run: () => void;
}

function prepare({ arena, workBytes, ...kernels }: Kernels, cell: Cell, call: RecurrentCall): Prepared {
  const { dtype } = call;
  const work = arena.room('float32', workBytes / 4);
  const size = dtype === 'float32' ? 4 : 8;
  const workspace = { precision: dtype, size, arena, kernels: kernels[dtype], work } as const;
  const room = makeRoom(workspace, sizesOf(call), { S: 1, reverse: false, needs: cell.needs });
  const pass = forwardPass(workspace, cell, call, { room, unread: unreadOf(undefined) });
  return { workspace, room, run: () => pass({ t0: 0, t1: 1 }) };
}

/** Makes the state the next one. */
function advance({ workspace, room, run }: Prepared, state: StateArrays, x: FloatTensor): void {
  const { arena, precision, size } = workspace;
  putStates(workspace, room.before, state);
  arena.floats(precision).set(x.data, room.x / size);
  run();
  takeStates(workspace, room.after, state);
}
