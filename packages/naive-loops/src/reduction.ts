/**
 * The reduction of losses: what becomes of one ℓ per element.
 *
 *   none  loss[i] = ℓ[i]                          dℓ[i] = dloss[i]
 *   sum   loss = Σ_i ℓ[i]                         dℓ[i] = dloss
 *   mean  loss = (1 / counted) Σ_i ℓ[i]           dℓ[i] = dloss / counted
 *
 * @module
 */
import type { FloatTensor, Reduction } from '@gradspec/spec';

/** The loss of the elements' losses, `counted` of which count in the mean: as many as there are ℓ for none, else one. */
export function reduce(losses: Float64Array, reduction: Reduction, counted: number): Float64Array {
  if (reduction === 'none') return losses;
  let sum = 0;
  for (const loss of losses) sum += loss;
  return Float64Array.of(reduction === 'mean' ? sum / counted : sum);
}

/** The gradient of ℓ[i]. */
export function reduceBackward(dloss: FloatTensor, i: number, reduction: Reduction, counted: number): number {
  if (reduction === 'none') return dloss.data[i]!;
  return reduction === 'mean' ? dloss.data[0]! / counted : dloss.data[0]!;
}
