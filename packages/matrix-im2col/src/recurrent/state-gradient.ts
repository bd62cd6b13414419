/**
 * The gradient of recurrent weights, one product over all steps: the state before each row is looked up where it stands.
 *
 *   dWh = dZᵀ·H₋₁        [G, H] = [G, R]·[R, H]
 *
 * @module
 */
import { multiply, type Workspace } from '@gradspec/kernels';
import type { ReadingOrder } from './reading-order.ts';

/** Computes dZᵀ·H₋₁ at the address `to`; dZ's rows are `row` elements apart, `states` is the address of N + R states. */
export function stateGradient(
  workspace: Workspace,
  { R, before }: ReadingOrder,
  { dz, row, G, states, H, to }: StateProduct,
): void {
  const a = { at: dz, row: 1, column: row };
  const b = { at: states, rows: before.map((state) => state * H) };
  multiply(workspace, { M: G, N: H, K: R, a, b, c: to, cRow: H });
}

interface StateProduct {
  readonly dz: number;
  readonly row: number;
  /** How many columns dZ has. */
  readonly G: number;
  readonly states: number;
  readonly H: number;
  readonly to: number;
}
