/**
 * What the inputs of all steps bring to the gates: one matrix product over time and batch, and the gradients through it.
 *
 *   Z = X·Wxᵀ + b        [R, G] = [R, I]·[I, G]        R rows in reading order, G units of all gates
 *
 *   dX = dZ·Wx        dWx = dZᵀ·X        db = the sums of dZ's columns
 *
 * @module
 */
import { fillRows, keepFactor, multiply, type FloatArray, type Workspace } from '@gradspec/kernels';
import { owned, type FloatTensor } from '@gradspec/spec';
import { biasGradient } from '../bias.ts';
import { putRows, takeRows } from './batch.ts';
import type { ReadingOrder } from './reading-order.ts';

/** The tensors of the input products. */
export interface InputSide {
  readonly x: FloatTensor;
  readonly wx: FloatTensor;
}

/** Computes Z at an address that has room for R·G numbers; the bias is 0 unless it is given. */
export function addInputs(
  workspace: Workspace,
  { R, rows }: ReadingOrder,
  { x, wx, b }: InputSide & { readonly b?: FloatArray | undefined },
  to: number,
): void {
  const [G, I] = wx.shape as [number, number];
  const { arena, precision } = workspace;
  fillRows(workspace, { at: to, R, width: G, row: b });
  const weights = { at: arena.put(precision, wx.data), row: 1, column: I };
  const addProduct = keepFactor(workspace, { N: G, K: I, b: weights });
  addProduct({ M: R, a: putRows(workspace, x, rows), aRow: I, c: to, cRow: G, accumulate: true });
}

/** The wanted of the gradients of x, wx and b, from dZ at an address. */
export function inputGradients(
  workspace: Workspace,
  { R, rows }: ReadingOrder,
  { x, wx }: InputSide,
  { dz, wanted }: { readonly dz: number; readonly wanted: ReadonlySet<string> },
): { x?: FloatTensor; wx?: FloatTensor; b?: FloatTensor } {
  const [G, I] = wx.shape as [number, number];
  const { arena, precision } = workspace;
  const grads: { x?: FloatTensor; wx?: FloatTensor; b?: FloatTensor } = {};
  if (wanted.has('x')) {
    const c = arena.zeros(precision, R * I);
    const weights = { at: arena.put(precision, wx.data), row: I, column: 1 };
    const throughInputs = keepFactor(workspace, { N: I, K: G, b: weights });
    throughInputs({ M: R, a: dz, aRow: G, c, cRow: I, accumulate: false });
    const count = x.data.length / I || 0;
    grads.x = owned(precision, x.shape, takeRows(workspace, c, { width: I, count, rows }));
  }
  if (wanted.has('wx')) {
    const c = arena.room(precision, G * I);
    const b = { at: putRows(workspace, x, rows), row: I, column: 1 };
    multiply(workspace, { M: G, N: I, K: R, a: { at: dz, row: 1, column: G }, b, c, cRow: I });
    grads.wx = owned(precision, wx.shape, arena.take(precision, c, G * I));
  }
  if (wanted.has('b')) grads.b = biasGradient(workspace, { R, width: G, dz, row: G });
  return grads;
}
