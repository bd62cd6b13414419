/**
 * conv as three matrix products, per sample n and group g.
 *
 *   y  = W · im2col(x) + b        [MG, ΠO] = [MG, CG·ΠK] · [CG·ΠK, ΠO]
 *   dW += dY · im2col(x)ᵀ         [MG, CG·ΠK] = [MG, ΠO] · [ΠO, CG·ΠK]
 *   dX = col2im(Wᵀ · dY)          [CG·ΠK, ΠO] = [CG·ΠK, MG] · [MG, ΠO]
 *   db = the sums of dY's rows, over all samples
 *
 * Gradients are summed in float64 and rounded once, when they are finished.
 *
 * @module
 */
import { gemm, type MatrixProduct } from '@gradspec/kernels';
import {
  arrayOf,
  defineKernel,
  elementCount,
  tensor,
  zeros,
  type Call,
  type FloatTensor,
} from '@gradspec/spec';
import { col2im } from './col2im.ts';
import { geometryOf, matrixSizes } from './geometry.ts';
import { im2col } from './im2col.ts';
import { addPresentProduct, allFinite, presentColumns } from './present-product.ts';

/** Cross-correlation, or with `flip` true convolution, in 1, 2 or 3 dimensions, with the gradients of x, w and b. */
export const conv = defineKernel('conv', {
  forward: (call) => ({ outputs: { y: convolve(call) }, saved: undefined }),

  backward: (call, { outputGrads: { y: dy }, wanted }) => ({
    ...(wanted.has('x') && { x: inputGradient(call, dy) }),
    ...(wanted.has('w') && { w: weightGradient(call, dy) }),
    ...(wanted.has('b') && { b: biasGradient(call, dy) }),
  }),
});

/** y = W · im2col(x) + b. */
function convolve(call: Call<'conv'>): FloatTensor {
  const { x, w, b } = call.inputs;
  const geometry = geometryOf(call);
  const { N, groups, MG } = geometry;
  const { volume, rows, positions } = matrixSizes(geometry);
  const addProduct = columnProduct(call, w);
  const columns = new (arrayOf(call.dtype))(rows * positions);
  const y = zeros(call.dtype, call.outputShapes.y);
  for (let n = 0; n < N; n++)
    for (let g = 0; g < groups; g++) {
      const part = n * groups + g;
      im2col(x.data, part * volume, geometry, columns);
      for (let m = 0; b && m < MG; m++) {
        const row = (part * MG + m) * positions;
        y.data.fill(b.data[g * MG + m]!, row, row + positions);
      }
      const a = { data: w.data, offset: g * MG * rows };
      addProduct({
        M: MG,
        N: positions,
        K: rows,
        a,
        b: { data: columns },
        c: { data: y.data, offset: part * MG * positions },
      });
    }
  return y;
}

/** dX = col2im(Wᵀ · dY). */
function inputGradient(call: Call<'conv'>, dy: FloatTensor): FloatTensor {
  const { x, w } = call.inputs;
  const geometry = geometryOf(call);
  const { N, groups, MG } = geometry;
  const { volume, rows, positions } = matrixSizes(geometry);
  const dColumns = new Float64Array(rows * positions);
  const dx = new Float64Array(x.data.length);
  for (let n = 0; n < N; n++)
    for (let g = 0; g < groups; g++) {
      const part = n * groups + g;
      const a = { data: w.data, offset: g * MG * rows, transposed: true };
      const b = { data: dy.data, offset: part * MG * positions };
      gemm({ M: rows, N: positions, K: MG, a, b, c: { data: dColumns } });
      col2im(dColumns, geometry, dx, part * volume);
    }
  return tensor(call.dtype, x.shape, dx);
}

/** dW = Σ_n dY · im2col(x)ᵀ. */
function weightGradient(call: Call<'conv'>, dy: FloatTensor): FloatTensor {
  const { x, w } = call.inputs;
  const geometry = geometryOf(call);
  const { N, groups, MG } = geometry;
  const { volume, rows, positions } = matrixSizes(geometry);
  const addProduct = columnProduct(call, dy);
  const columns = new (arrayOf(call.dtype))(rows * positions);
  const dw = new Float64Array(w.data.length);
  for (let n = 0; n < N; n++)
    for (let g = 0; g < groups; g++) {
      const part = n * groups + g;
      im2col(x.data, part * volume, geometry, columns);
      const a = { data: dy.data, offset: part * MG * positions };
      const b = { data: columns, transposed: true };
      addProduct({ M: MG, N: rows, K: positions, a, b, c: { data: dw, offset: g * MG * rows } });
    }
  return tensor(call.dtype, w.shape, dw);
}

/** db = the sums of dY's rows. */
function biasGradient({ dtype, inputs: { b }, outputShapes }: Call<'conv'>, dy: FloatTensor): FloatTensor {
  const positions = elementCount(outputShapes.y.slice(2));
  const M = b!.data.length;
  const db = new Float64Array(M);
  dy.data.forEach((value, at) => (db[Math.floor(at / positions) % M]! += value));
  return tensor(dtype, b!.shape, db);
}

/** How `factor` times columns is added up: by gemm, or, where zeros of the padding would meet ∞, without the padding. */
function columnProduct(call: Call<'conv'>, factor: FloatTensor): (product: MatrixProduct) => void {
  if (allFinite(factor.data)) return (product) => gemm({ ...product, accumulate: true });
  const present = presentColumns(geometryOf(call));
  return (product) => addPresentProduct(product, present);
}
