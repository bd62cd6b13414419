/**
 * What the bounds of transforms are made from: the attributes and the operands of a conv.
 *
 * @module
 */

/** The shape of a tensor and its numbers in row-major order. */
export interface Planes {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** The attributes of a conv that its transforms depend on. */
export interface ConvolutionAttributes {
  readonly stride?: readonly number[];
  readonly padding?: readonly (readonly [number, number])[];
  readonly dilation?: readonly number[];
  readonly flip?: boolean;
}
/** What meets in a conv and its gradients. */
export interface ConvolutionOperands {
  readonly x: Planes;
  readonly w: Planes;
  readonly dy: Planes;
}
/** What a transform adds to the error of each element. */
export interface ConvolutionErrors {
  readonly y: readonly number[];
  readonly dx: readonly number[];
  readonly dw: readonly number[];
}
