/**
 * A right factor that every step multiplies with: packed once per call.
 *
 * @module
 */
import type { Strided, Workspace } from './workspace.ts';

/** One product C[M, N] (+)= A·B with the B that is kept. */
export interface KeptProduct {
  readonly M: number;
  /** The address of A, whose rows are aRow elements apart, each contiguous. */
  readonly a: number;
  readonly aRow: number;
  readonly c: number;
  readonly cRow: number;
  readonly accumulate: boolean;
}

/** Packs B[K, N] and returns what multiplies with it. */
export function keepFactor(
  { precision, arena, kernels, work }: Workspace,
  { N, K, b }: { readonly N: number; readonly K: number; readonly b: Strided },
): (product: KeptProduct) => void {
  if (N * K === 0) return () => {}; // no unit, no sum
  const panels = arena.room(precision, Math.ceil(N / 8) * 8 * K);
  kernels.packPanels(N, K, b.at, b.row, b.column, panels);
  return ({ M, a, aRow, c, cRow, accumulate }) =>
    kernels.multiplyPanels(M, N, K, a, aRow, panels, c, cRow, accumulate, work);
}
