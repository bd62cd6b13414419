/**
 * What the loop through time wants of a cell: one step, and the same step backwards.
 *
 * @module
 */

/** The state of one sequence; `c` is empty where the cell has none. */
export interface State {
  readonly h: readonly number[];
  readonly c: readonly number[];
}

/** The weights of a call; what was not given is zeros. */
export interface Weights {
  readonly wx: readonly number[];
  readonly wh: readonly number[];
  readonly b: readonly number[];
  readonly bh: readonly number[];
  readonly I: number;
  readonly H: number;
}

/** The gradients of the weights, summed over sequences and steps. */
export interface WeightSums {
  readonly wx: number[];
  readonly wh: number[];
  readonly b: number[];
  readonly bh: number[];
}

/** What every cell keeps of a step. */
export interface Trace {
  readonly x: readonly number[];
  readonly before: State;
  readonly after: State;
}

/** One kind of recurrence. */
export interface Cell<Kept extends Trace> {
  step(weights: Weights, x: readonly number[], before: State): Kept;
  /** Adds to the sums, and returns the gradients of what the step read. */
  back(
    weights: Weights,
    trace: Kept,
    d: State,
    sums: WeightSums,
  ): { readonly before: State; readonly x: number[] };
}
