/**
 * A tensor in an error: its dtype and shape.
 *
 * @module
 */
import type { Tensor } from '@gradspec/spec';

/** `float64 [2, 3]`, or `no tensor` for what is none. */
export function describeTensor(tensor: Partial<Tensor> | undefined): string {
  const { dtype, shape } = tensor ?? {};
  return dtype && Array.isArray(shape) ? `${dtype} [${shape.join(', ')}]` : 'no tensor';
}
