/**
 * What a library of matrices must do for `linear` and `conv` to be made of its product.
 *
 * @module
 */

/** A library whose matrices are of type M. */
export interface MatrixEngine<M> {
  /** A matrix of these row-major elements. */
  from: (rows: number, columns: number, data: ArrayLike<number>) => M;
  /** a·b. */
  product: (a: M, b: M) => M;
  transpose: (a: M) => M;
  /** The elements, row-major. */
  elements: (a: M) => Float64Array;
}

/** Something computed at each run and kept until the next. */
export function kept<T, R>(compute: () => T, read: (result: T) => R): { run(): void; read(): R } {
  let result: { readonly value: T } | undefined;
  return {
    run() {
      result = { value: compute() };
    },
    read: () => read(result!.value),
  };
}
