/**
 * A layer so small that it can be looked at by hand, and implementations of it, right and wrong.
 *
 * @module
 */
import { naiveLoops } from '@gradspec/naive-loops';
import type { Implementation, Inputs, Kernel, OutputGrads, Tensor } from '@gradspec/spec';
import type { NetworkLayer } from '../../../src/checks/values/network-layers.ts';

/** Six channels in, four out, two groups, stride 2. */
export const tinyLayer: NetworkLayer = {
  ...{ name: 'tiny:conv', plane: 9, kernel: 3, stride: 2, padding: 1 },
  ...{ C: 6, M: 4, groups: 2 },
};

type Change = (data: Float32Array, shape: readonly number[]) => void;

/** naive-loops with some of its answers changed: `{ dx: (data) => { data[3] += 1; } }`. */
export function changed(
  changes: Partial<Record<'y' | 'dx' | 'dw' | 'db', Change>>,
  rest: Partial<Implementation> = {},
): Implementation {
  const right = naiveLoops.kernels.conv as Kernel<'conv'>;
  const altered = (tensor: Tensor, change: Change | undefined) => {
    change?.(tensor.data as Float32Array, tensor.shape);
    return tensor as never;
  };
  const conv: Kernel<'conv'> = {
    async forward(inputs: Inputs<'conv'>, attributes) {
      const { outputs, saved } = await right.forward(inputs, attributes);
      return { outputs: { y: altered(outputs.y, changes.y) }, saved };
    },
    async backward(grads: OutputGrads<'conv'>, saved) {
      const { x, w, b } = await right.backward!(grads, saved);
      return { x: altered(x!, changes.dx), w: altered(w!, changes.dw), b: altered(b!, changes.db) };
    },
  };
  return { name: 'mine', version: '1', kernels: { conv }, ...rest };
}
