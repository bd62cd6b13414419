/**
 * linear by matrices: the leading axes of x are the rows of one matrix.
 *
 *   Y = X·Wᵀ + b        dX = dY·W        dW = dYᵀ·X        db = the sums of dY's columns
 *
 * @module
 */
import { defineKernel, elementCount, tensor, type Shape, type SyncKernel } from '@gradspec/spec';
import { matrixOf, product, rowSums, transposed, type Matrix } from './matrix.ts';

/** The places where a slip can be made. */
export interface LinearSlips {
  /** dY for the gradients of w and b, from the shape of dy. */
  readonly rowsForWeights: (shape: Shape) => number;
  /** dW, as its elements are written into w's shape. */
  readonly weightGradient: (dY: Matrix, X: Matrix) => Matrix;
}

const right: LinearSlips = {
  rowsForWeights: (shape) => elementCount(shape.slice(0, -1)),
  weightGradient: (dY, X) => product(transposed(dY), X),
};

/** The first `rows` rows of a tensor whose last axis are the columns. */
const rowsOf = ({ shape, data }: { shape: Shape; data: ArrayLike<number> }, rows: number): Matrix =>
  matrixOf(rows, shape.at(-1)!, (row, column) => data[row * shape.at(-1)! + column]!);

/** linear by matrices, with slips where they are given. */
export function im2colLinear(slips: Partial<LinearSlips> = {}): SyncKernel<'linear'> {
  const at = { ...right, ...slips };
  const all = ({ shape }: { shape: Shape }) => elementCount(shape.slice(0, -1));
  return defineKernel('linear', {
    forward({ inputs: { x, w, b }, dtype, outputShapes }) {
      const { columns, data } = product(rowsOf(x, all(x)), transposed(rowsOf(w, all(w))));
      const y = data.map((value, i) => value + (b?.data[i % columns] ?? 0));
      return { outputs: { y: tensor(dtype, outputShapes.y, y) }, saved: undefined };
    },
    backward({ inputs: { x, w, b }, dtype }, { outputGrads: { y: dy } }) {
      const rows = at.rowsForWeights(dy.shape);
      const dY = rowsOf(dy, rows);
      return {
        x: tensor(dtype, x.shape, product(rowsOf(dy, all(dy)), rowsOf(w, all(w))).data),
        w: tensor(dtype, w.shape, at.weightGradient(dY, rowsOf(x, rows)).data),
        ...(b && { b: tensor(dtype, b.shape, rowSums(transposed(dY))) }),
      };
    },
  });
}
