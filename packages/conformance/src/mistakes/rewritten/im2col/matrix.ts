/**
 * Matrices of plain numbers, in row-major order.
 *
 * @module
 */

/** A matrix [rows, columns]. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** A matrix made element by element. */
export function matrixOf(
  rows: number,
  columns: number,
  element: (row: number, column: number) => number,
): Matrix {
  const data = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) data[row * columns + column] = element(row, column);
  return { rows, columns, data };
}

/** The transpose. */
export const transposed = ({ rows, columns, data }: Matrix): Matrix =>
  matrixOf(columns, rows, (row, column) => data[column * columns + row]!);

/** a · b. */
export function product(a: Matrix, b: Matrix): Matrix {
  const data = new Float64Array(a.rows * b.columns);
  for (let row = 0; row < a.rows; row++)
    for (let k = 0; k < a.columns; k++) {
      const factor = a.data[row * a.columns + k]!;
      for (let column = 0; column < b.columns; column++)
        data[row * b.columns + column]! += factor * b.data[k * b.columns + column]!;
    }
  return { rows: a.rows, columns: b.columns, data };
}

/** The sum of every row. */
export const rowSums = ({ rows, columns, data }: Matrix): number[] =>
  Array.from({ length: rows }, (_, row) =>
    data.subarray(row * columns, (row + 1) * columns).reduce((sum, value) => sum + value, 0),
  );
