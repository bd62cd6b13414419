/**
 * The functions that recurrences need beside the matrix product, once per precision: a product with a factor that is kept,
 * and what happens to the gates between two products. The rules are those of `NumericKernels`.
 *
 * A row is one sequence. The gates are [N, gates·H], everything else is [N, H]. What is computed in place is said at the
 * function.
 *
 * @module
 */

/** The number that says which activation an `rnn` has. */
export const rnnActivation = { tanh: 0, relu: 1, identity: 2 } as const;

/** One of the three. */
export type RnnActivationCode = (typeof rnnActivation)[keyof typeof rnnActivation];

/** The functions of one precision. */
export interface RecurrentKernels {
  /**
   * Packs a right factor B[K, N] for `multiplyPanels`; its element (k, j) lies k·bRow + j·bColumn elements behind b.
   * `panels` has room for K·⌈N / 8⌉·8 elements.
   */
  packPanels(N: number, K: number, b: number, bRow: number, bColumn: number, panels: number): void;
  /**
   * C[M, N] = A·B, or C += A·B, with B packed by `packPanels`; rows of A and C are aRow and cRow elements apart, K is at
   * least 1, `work` has room for `workBytes`. Every element is summed over k in order, as by `multiply`.
   */
  multiplyPanels(
    M: number,
    N: number,
    K: number,
    a: number,
    aRow: number,
    panels: number,
    c: number,
    cRow: number,
    accumulate: boolean,
    work: number,
  ): void;
  /** to[j] += Σ_r x[r, j] for R rows of L, which are xRow elements apart, r in order. */
  sumColumns(R: number, L: number, x: number, xRow: number, to: number): void;
  /** h = f(z) for `count` units, in the place of z. */
  rnnState(count: number, activation: RnnActivationCode, z: number): void;
  /** dz = f′·(dh + carried) for `count` units, in the place of dh. */
  rnnGradient(count: number, activation: RnnActivationCode, h: number, dh: number, carried: number): void;
  /** The gates i, f, g, o in the place of their sums; c and h from the c before. */
  lstmState(N: number, H: number, gates: number, before: number, c: number, h: number): void;
  /**
   * The gradients of the gates' sums in the place of the gates; dh and dc come from outside, carriedH and carriedC from the
   * step after. In the place of carriedC: the gradient of the c before.
   */
  lstmGradient(
    N: number,
    H: number,
    gates: number,
    before: number,
    c: number,
    dh: number,
    dc: number,
    carriedH: number,
    carriedC: number,
  ): void;
  /** The gates r and z in the place of their sums; and r·before, unless the address of `reset` is 0. */
  gruGates(N: number, H: number, gates: number, before: number, reset: number): void;
  /** The gate n in the place of its sum, to which r·q is added, unless there is no q; and h. */
  gruState(N: number, H: number, gates: number, q: number, before: number, h: number): void;
  /**
   * From dh, which comes from outside, and carried: the gradients of the sums of z and n in the place of z and n; with q
   * also that of r's sum in the place of r, and that of q in the place of q. In the place of carried: dh·z.
   */
  gruStateGradient(
    N: number,
    H: number,
    gates: number,
    q: number,
    before: number,
    dh: number,
    carried: number,
  ): void;
  /** From the gradient of r·before: that of r's sum in the place of r; carried += the gradient times r. */
  gruResetGradient(
    N: number,
    H: number,
    gates: number,
    before: number,
    dReset: number,
    carried: number,
  ): void;
}
