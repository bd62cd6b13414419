/**
 * What a cell is to the walk through time: one step of one sequence, forward and backward.
 *
 * The gradients of a step are returned, not added: adding them up over the steps is the walk's part, where people err too.
 *
 * @module
 */
import type { Matrix, Vector } from './matrix.ts';

/** h[H], and c[H] of an lstm (empty for the others). */
export interface State {
  readonly h: Vector;
  readonly c: Vector;
}

/** The weights, gates stacked; a bias that was not given is zeros. */
export interface Weights {
  readonly wx: Matrix;
  readonly wh: Matrix;
  readonly b: Vector;
  /** The recurrent bias of a gru; zeros for the others. */
  readonly bh: Vector;
}

/** One step as it was computed: what it read, what it made, and what the cell keeps of it. */
export interface Step<Units> {
  readonly x: Vector;
  readonly before: State;
  readonly after: State;
  readonly units: Units;
}

/** The gradient of the state after a step, in its two parts. */
export interface Arriving {
  /** From the outputs of this step. */
  readonly own: State;
  /** From the step after it. */
  readonly next: State;
}

/** What one step adds to the gradients, and the gradient of the state before it. */
export interface StepGradients {
  readonly weights: Weights;
  readonly x: Vector;
  readonly before: State;
}

/** One step of a recurrence. */
export interface Cell<Units> {
  forward(weights: Weights, x: Vector, before: State): { readonly after: State; readonly units: Units };
  backward(weights: Weights, step: Step<Units>, arriving: Arriving): StepGradients;
}
