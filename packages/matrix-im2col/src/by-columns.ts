/**
 * conv the textbook's way: im2col is written down, multiplied, and written back by col2im, per sample n and group g.
 *
 *   y  = W · im2col(x) + b        [MG, ΠO] = [MG, CG·ΠK] · [CG·ΠK, ΠO]
 *   dW += dY · im2col(x)ᵀ         [MG, CG·ΠK] = [MG, ΠO] · [ΠO, CG·ΠK]
 *   dX = col2im(Wᵀ · dY)          [CG·ΠK, ΠO] = [CG·ΠK, MG] · [MG, ΠO]
 *
 * It is what `convolution/` does without the matrices in between, and it computes what that cannot: a factor with NaN or
 * infinities beside padding, where a zero that is multiplied is not the same as an element that is not there.
 *
 * Gradients are summed in float64 and rounded once, when they are finished.
 *
 * @module
 */
import { gemm, type FloatArray, type MatrixProduct } from '@gradspec/kernels';
import { arrayOf, type FloatDtype } from '@gradspec/spec';
import { col2im } from './col2im.ts';
import { matrixSizes, type Geometry } from './geometry.ts';
import { im2col } from './im2col.ts';
import { addPresentProduct, allFinite, presentColumns } from './present-product.ts';

/** y = W · im2col(x) + b. */
export function convolveByColumns(
  geometry: Geometry,
  dtype: FloatDtype,
  { x, w, b }: { x: FloatArray; w: FloatArray; b: FloatArray | undefined },
): FloatArray {
  const { N, groups, MG } = geometry;
  const { volume, rows, positions } = matrixSizes(geometry);
  const addProduct = columnProduct(geometry, w);
  const columns = new (arrayOf(dtype))(rows * positions);
  const y = new (arrayOf(dtype))(N * groups * MG * positions);
  for (let n = 0; n < N; n++)
    for (let g = 0; g < groups; g++) {
      const part = n * groups + g;
      im2col(x, part * volume, geometry, columns);
      for (let m = 0; b && m < MG; m++) {
        const row = (part * MG + m) * positions;
        y.fill(b[g * MG + m]!, row, row + positions);
      }
      addProduct({
        M: MG,
        N: positions,
        K: rows,
        a: { data: w, offset: g * MG * rows },
        b: { data: columns },
        c: { data: y, offset: part * MG * positions },
      });
    }
  return y;
}

/** dX = col2im(Wᵀ · dY) + b, in float64. Only convTranspose has a b. */
export function inputGradientByColumns(
  geometry: Geometry,
  { w, dy, b }: { w: FloatArray; dy: FloatArray; b?: FloatArray | undefined },
): Float64Array {
  const { N, groups, CG, MG } = geometry;
  const { volume, rows, positions } = matrixSizes(geometry);
  const dColumns = new Float64Array(rows * positions);
  const dx = new Float64Array(N * groups * volume);
  if (b) for (let i = 0; i < dx.length; i++) dx[i] = b[Math.floor((i * CG) / volume) % (groups * CG)]!;
  for (let n = 0; n < N; n++)
    for (let g = 0; g < groups; g++) {
      const part = n * groups + g;
      const a = { data: w, offset: g * MG * rows, transposed: true };
      const b = { data: dy, offset: part * MG * positions };
      gemm({ M: rows, N: positions, K: MG, a, b, c: { data: dColumns } });
      col2im(dColumns, geometry, dx, part * volume);
    }
  return dx;
}

/** dW = Σ_n dY · im2col(x)ᵀ, in float64. */
export function weightGradientByColumns(
  geometry: Geometry,
  { x, dy }: { x: FloatArray; dy: FloatArray },
): Float64Array {
  const { N, groups, MG } = geometry;
  const { volume, rows, positions } = matrixSizes(geometry);
  const addProduct = columnProduct(geometry, dy);
  const columns = new Float64Array(rows * positions);
  const dw = new Float64Array(groups * MG * rows);
  for (let n = 0; n < N; n++)
    for (let g = 0; g < groups; g++) {
      const part = n * groups + g;
      im2col(x, part * volume, geometry, columns);
      const a = { data: dy, offset: part * MG * positions };
      const b = { data: columns, transposed: true };
      addProduct({ M: MG, N: rows, K: positions, a, b, c: { data: dw, offset: g * MG * rows } });
    }
  return dw;
}

/** How `factor` times columns is added up: by gemm, or, where zeros of the padding would meet ∞, without the padding. */
function columnProduct(geometry: Geometry, factor: FloatArray): (product: MatrixProduct) => void {
  if (allFinite(factor)) return (product) => gemm({ ...product, accumulate: true });
  const present = presentColumns(geometry);
  return (product) => addPresentProduct(product, present);
}
