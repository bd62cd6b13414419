/**
 * mathjs: dense matrices of nested arrays.
 *
 * @module
 */
import { matrix, multiply, transpose, type Matrix } from 'mathjs';
import type { Adapter } from '../adapter.ts';
import { engineAdapter } from '../engine-adapter.ts';
import { packageVersion } from '../package-version.ts';
import { matrixProductEngine } from './matrix-product-engine.ts';

/** The adapter `mathjs`. */
export function loadMathjs(): Adapter {
  const version = packageVersion('mathjs', import.meta.resolve('mathjs'));
  const engine = {
    from: (rows: number, columns: number, data: ArrayLike<number>) =>
      matrix(
        Array.from({ length: rows }, (_row, r) =>
          Array.from({ length: columns }, (_column, c) => data[r * columns + c]!),
        ),
      ),
    product: (a: Matrix, b: Matrix): Matrix => multiply(a, b),
    transpose: (a: Matrix): Matrix => transpose(a),
    elements: (a: Matrix) => Float64Array.from((a.toArray() as number[][]).flat()),
  };
  return engineAdapter(
    matrixProductEngine('mathjs', version, engine, ['Its product looks up the type of every element.']),
  );
}
