/**
 * What a recurrence does in one step, forwards and backwards; everything else is the same for all of them.
 *
 * @module
 */
import type { FloatArray, Workspace } from '@gradspec/kernels';
import type { RecurrentCall, Sizes } from './call.ts';
import type { Needs, Room, States, Step } from './room.ts';

/** One product of the gradient of the recurrent weights: rows of them += dzᵀ·source, summed over a segment's rows. */
export interface RecurrentProduct {
  /** The first of the weights' rows, and how many they are. */
  readonly first: number;
  readonly count: number;
  /** The address of dz, whose rows are `row` elements apart. */
  readonly dz: number;
  readonly row: number;
  /** The address of what the weights were multiplied with: [S·N, H]. */
  readonly source: number;
}

/** A backward step with what comes from outside, as addresses of [N, H]. */
export interface BackwardStep extends Step {
  readonly dh: number;
  readonly dc: number;
}

/** A recurrence. */
export interface Cell {
  readonly needs: Needs;
  /** What every sum of a segment begins with, [G]; zeros if undefined. */
  bias(call: RecurrentCall): FloatArray | undefined;
  /** Makes steps: `step.gates` holds bias and input products; the state after it is written. Packs weights once. */
  forward(workspace: Workspace, call: RecurrentCall, sizes: Sizes): (step: Step) => void;
  /** What every row of q begins with, [H], where q is a sum of its own. */
  recurrentBias?(call: RecurrentCall): FloatArray | undefined;
  /**
   * Makes steps backwards: the gradients of the sums (dz) in their place, which is `dh` where gates have none of their own;
   * `carried` is the gradient of the state after the step and becomes that of the state before it.
   */
  backward(
    workspace: Workspace,
    call: RecurrentCall,
    sizes: Sizes,
    carried: States,
  ): (step: BackwardStep) => void;
  /** The products that make the gradient of wh, from what `backward` left in a segment's place; `dz` is its address. */
  recurrentProducts(
    call: RecurrentCall,
    sizes: Sizes,
    at: { readonly room: Room; readonly dz: number; readonly size: number },
  ): RecurrentProduct[];
}

/** The usual case: all of wh was multiplied with the state before the step. */
export function throughState(
  { G }: Sizes,
  { room, dz }: { readonly room: Room; readonly dz: number },
): RecurrentProduct[] {
  return [{ first: 0, count: G, dz, row: G, source: room.before.h }];
}
