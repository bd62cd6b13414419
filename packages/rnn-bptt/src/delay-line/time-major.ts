/**
 * From the layout of conv to that of a sequence, and back: [N, C, …S] is a matrix of N·C rows and ΠS columns, and its
 * transpose […S, N, C] has what a step needs in one row, as x [T, N, I] of rnn has.
 *
 * @module
 */

/** The transpose [columns, rows] of a matrix [rows, columns], in float64. */
export function transpose(matrix: Float32Array | Float64Array, rows: number, columns: number): Float64Array {
  const transposed = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      transposed[column * rows + row] = matrix[row * columns + column]!;
  return transposed;
}
