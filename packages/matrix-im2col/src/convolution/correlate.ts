/**
 * Weights times im2col(source), for every sample, group and phase: the forward pass of conv and, through the adjoint's
 * samplings, its input gradient.
 *
 *   target[n, g, r, position] = bias[g, r] + Σ_{c, tap} w[g, r, c, tap] · source[n, g, c, position + tap]
 *
 * @module
 */
import { withKernels, type FloatArray, type Kernels, type Precision } from '@gradspec/kernels';
import { elementCount } from '@gradspec/spec';
import { phaseProduct, type Loaded, type Product } from './phase-product.ts';
import type { PhasePlan, Plan } from './plan.ts';
import { groupsPerLoad, sourceOf } from './source.ts';

const ArrayOf = { float32: Float32Array, float64: Float64Array };

/**
 * Computes the target, [N, groups·rows, …targetSizes]; `undefined` where w is not finite and would be multiplied with zeros
 * that stand for nothing.
 */
export function correlate(
  plan: Plan,
  precision: Precision,
  { source, w, bias }: { source: FloatArray; w: FloatArray; bias: FloatArray | undefined },
): FloatArray | undefined {
  const { N, groups, rows, channels, sourceSizes, padded } = plan;
  const size = rows * elementCount(plan.targetSizes);
  const target = new ArrayOf[precision](N * groups * size);
  if (target.length === 0) return target;
  return withKernels((kernels) => {
    const { arena } = kernels;
    const weights = arena.put(precision, w);
    if (plan.isPadded && !kernels[precision].allFinite(w.length, weights)) return undefined;
    const biases = bias ? arena.put(precision, bias) : 0;
    const bytes = (channels * elementCount(padded.sizes) + size) * target.BYTES_PER_ELEMENT;
    const atOnce = groupsPerLoad(groups, bytes);
    const from = sourceOf(kernels, precision, {
      ...{ data: source, planes: atOnce * channels, sizes: sourceSizes, padded },
    });
    const to = arena.room(precision, atOnce * size);
    const loaded = { plan, precision, from, weights, group: w.length / groups, biases };
    const products = plan.plans.map((phase) => phaseProduct(kernels, phase, loaded));
    const finish = products.length > 1 ? spreader(kernels, products, loaded) : undefined;
    for (let n = 0; n < N; n++)
      for (let g = 0; g < groups; g += atOnce) {
        const count = Math.min(atOnce, groups - g);
        const group = n * groups + g;
        from.load(group * channels, count * channels);
        for (let i = 0; i < count; i++) {
          const place = to + i * size * target.BYTES_PER_ELEMENT;
          if (finish) finish(g + i, i, place);
          else products[0]!(g + i, i, place);
        }
        arena.copyTo(target.subarray(group * size, (group + count) * size), precision, to);
      }
    return target;
  });
}

/** What computes all phases of a group one after the other, each beside the target, and spreads it over the target. */
function spreader(
  { arena, ...functions }: Kernels,
  products: readonly Product[],
  { plan, precision }: Loaded,
): Product {
  const { rows, plans } = plan;
  const [TD, TH, TW] = plan.targetSizes;
  const longest = Math.max(...plans.map(({ length }) => length));
  const part = arena.room(precision, rows * longest);
  const spread = ({ samplings: [D, H, W] }: PhasePlan, to: number): void => {
    const [d, h, w] = [D.first, H.first, W.first];
    const [sd, sh, sw] = [D.every, H.every, W.every];
    functions[precision].spread(rows, D.count, H.count, W.count, part, to, TD, TH, TW, d, h, w, sd, sh, sw);
  };
  return (g, i, to) => {
    for (const [phase, product] of products.entries()) {
      product(g, i, part);
      spread(plans[phase]!, to);
    }
  };
}
