/**
 * ml-matrix: one Float64Array per row, the product with a column of b copied out.
 *
 * @module
 */
import { Matrix } from 'ml-matrix';
import type { Adapter } from '../adapter.ts';
import { engineAdapter } from '../engine-adapter.ts';
import { packageVersion } from '../package-version.ts';
import { matrixProductEngine } from './matrix-product-engine.ts';

/** The adapter `ml-matrix`. */
export function loadMlMatrix(): Adapter {
  const version = packageVersion('ml-matrix', import.meta.resolve('ml-matrix'));
  const engine = {
    from: (rows: number, columns: number, data: ArrayLike<number>) => Matrix.from1DArray(rows, columns, data),
    product: (a: Matrix, b: Matrix) => a.mmul(b),
    transpose: (a: Matrix) => a.transpose(),
    elements: (a: Matrix) => Float64Array.from(a.to1DArray()),
  };
  return engineAdapter(matrixProductEngine('ml-matrix', version, engine, []));
}
