/**
 * A layer of a network with all its channels, as a call of conv: one image of small integers.
 *
 * The integers are so small that every sum of products, in whatever order, stays below 2²⁴. So float32 holds it exactly, and
 * whoever adds up products must get the exact answer.
 *
 * @module
 */
import { elementCount, tensor, type Attributes, type Shape, type Tensor } from '@gradspec/spec';
import type { NetworkLayer } from '../../checks/values/network-layers.ts';
import { randomBits } from '../../generated/random-bits.ts';

/** The sizes of a layer, with the letters of the formula; N is 1. */
export interface LayerSizes {
  readonly C: number;
  readonly M: number;
  readonly groups: number;
  /** H and W of x. */
  readonly H: number;
  /** H and W of y. */
  readonly O: number;
  /** H and W of the kernel. */
  readonly K: number;
  readonly stride: number;
  readonly padding: number;
}

/** What a layer is called with: float32 tensors of integers from −3 to 3. */
export interface LayerCall {
  readonly name: string;
  readonly sizes: LayerSizes;
  /** Products in y, and in each of the gradients of x and w. */
  readonly products: number;
  readonly attributes: Attributes<'conv'>;
  /** x [1, C, H, H], w [M, C / groups, K, K], b [M] */
  readonly inputs: Readonly<Record<'x' | 'w' | 'b', Tensor>>;
  /** The output gradient, [1, M, O, O]. */
  readonly dy: Tensor;
}

const reach = 3;
const exactIntegers = 2 ** 24;

/** The sizes of a layer. */
export function sizesOf({ plane, kernel, stride, padding, C, M, groups }: NetworkLayer): LayerSizes {
  const O = Math.floor((plane + 2 * padding - kernel) / stride) + 1;
  return { C, M, groups: groups === 'depthwise' ? C : groups, H: plane, O, K: kernel, stride, padding };
}

/** The largest size that a sum of a layer can have, of an output or of a gradient. */
export function largestSum({ C, M, groups, O, K }: LayerSizes): number {
  const terms = { y: (C / groups) * K * K, dx: (M / groups) * K * K, dw: O * O };
  return Math.max(terms.y * reach * reach + reach, terms.dx * reach * reach, terms.dw * reach * reach);
}

/**
 * A layer's call, its numbers drawn from a seed.
 *
 * @throws RangeError where a sum may reach 2²⁴.
 */
export function layerCall(layer: NetworkLayer, seed: number): LayerCall {
  const sizes = sizesOf(layer);
  if (largestSum(sizes) >= exactIntegers)
    throw new RangeError(
      `${layer.name}: expected sums below 2^24, which float32 holds exactly, got up to ${largestSum(sizes)}`,
    );
  const { C, M, groups, H, O, K, stride, padding } = sizes;
  const bits = randomBits(seed);
  const integers = (shape: Shape) =>
    tensor(
      'float32',
      shape,
      Float32Array.from({ length: elementCount(shape) }, () => (bits() % (2 * reach + 1)) - reach),
    );
  const pad = [padding, padding] as const;
  return {
    name: layer.name,
    sizes,
    products: M * (C / groups) * K * K * O * O,
    attributes: { stride: [stride, stride], padding: [pad, pad], groups },
    inputs: { x: integers([1, C, H, H]), w: integers([M, C / groups, K, K]), b: integers([M]) },
    dy: integers([1, M, O, O]),
  };
}
