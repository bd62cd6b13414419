/**
 * What a walk through time decides per sequence and per step. BPTT goes wrong in these decisions, so each is an entry of a
 * table, and a mistake replaces one.
 *
 * @module
 */
import type { State, Weights } from './cell.ts';
import { zeroVector, type Vector } from './matrix.ts';

/** The three recurrences. */
export type Recurrence = 'rnn' | 'lstm' | 'gru';

/** The decisions. */
export interface TimeRules {
  /** How many steps are read of a sequence of length L that is padded to T. */
  steps(L: number, T: number): number;
  /** The time that step s of `steps` reads. */
  readAt(s: number, steps: number, T: number, reverse: boolean): number;
  /** The time that it writes its state to. */
  writtenAt(s: number, steps: number, T: number, reverse: boolean): number;
  /** The state before the first step, of the one given and the last of the sequence before in the batch. */
  initial(given: State, ofSequenceBefore: State | undefined): State;
  /** What the outputs hold at and past the length. */
  past(last: State): State;
  /** The gradient of the outputs at step s of `steps`. */
  own(given: State, s: number, steps: number): State;
  /** What step s hands to the step before it; that of step 0 is the gradient of h0 and c0. */
  carried(d: State, s: number): State;
  /** A weight gradient's sum with the term of one more step, from the last step to the first. */
  added(sum: number, term: number): number;
  /** What a step of sequence n of the batch adds to db. */
  biasTerm(term: Vector, n: number): Vector;
  /** The weights on the way back, where the gradients so far are `sums`. */
  weights(weights: Weights, sums: Weights): Weights;
}

const inOrder = (s: number, steps: number, _T: number, reverse: boolean) => (reverse ? steps - 1 - s : s);

/** A state of zeros as large as another. */
export const zeroState = ({ h, c }: State): State => ({ h: zeroVector(h.length), c: zeroVector(c.length) });

/** The right rules. */
export const timeRules: TimeRules = {
  steps: (L) => L,
  readAt: inOrder,
  writtenAt: inOrder,
  initial: (given) => given,
  past: zeroState,
  own: (given) => given,
  carried: (d) => d,
  added: (sum, term) => sum + term,
  biasTerm: (term) => term,
  weights: (weights) => weights,
};
