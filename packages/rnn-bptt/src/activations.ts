/**
 * What a state goes through, and its derivative, both at hand from the state alone.
 *
 *   tanh      h = tanh z    dz = dh · (1 − h²)
 *   relu      h = max(0, z)    dz = dh where h > 0, 0 elsewhere
 *   identity  h = z         dz = dh
 *
 * @module
 */
import type { RnnActivation } from '@gradspec/spec';

/** A function of a state and the way back through it. */
export interface Activation {
  /** h from z. */
  readonly apply: (z: number) => number;
  /** dz from dh and the h that `apply` made. */
  readonly backward: (dh: number, h: number) => number;
}

/** The activations of `rnn`, by name. At 0 the derivative of relu is 0; NaN passes through relu. */
export const activations: { readonly [name in RnnActivation]: Activation } = {
  tanh: { apply: Math.tanh, backward: (dh, h) => dh * (1 - h * h) },
  relu: { apply: (z) => (z <= 0 ? 0 : z), backward: (dh, h) => (h <= 0 ? 0 : dh) },
  identity: { apply: (z) => z, backward: (dh) => dh },
};
