/**
 * How far an implementation may be off on a layer, by the bound it promises.
 *
 * Sums of these integers are exact, so `direct` allows nothing. `fft` is the norm-wise bound of the planes that meet, as
 * everywhere else. Winograd's bound per element takes longer than the layer itself, so it is made coarser here: of the
 * channels of x (or dy) only the largest element is taken, and one bound serves a whole plane. It is never smaller.
 *
 * @module
 */
import type { Tensor } from '@gradspec/spec';
import type { Bound } from '../../runner/expectation.ts';
import { coarseWinogradErrors, transformedErrors } from '../../tolerance/index.ts';
import type { AnswerName } from './exact-elements.ts';
import type { LayerCall } from './layer-call.ts';

/** Per answer the bounds of its elements in row-major order; an answer that must be exact has none. */
export type PromisedBounds = Readonly<Partial<Record<AnswerName, readonly number[]>>>;

/** The bounds for a layer. */
export function promisedBounds(
  { attributes, inputs: { x, w }, dy }: LayerCall,
  bound: Bound,
): PromisedBounds {
  if (bound === 'direct') return {};
  const plain = ({ shape, data }: Tensor) => ({ shape, data: Array.from(data) });
  const operands = { x: plain(x), w: plain(w), dy: plain(dy) };
  if (bound === 'winograd') return coarseWinogradErrors('float32', attributes, operands);
  const errors = transformedErrors('conv', bound, 'float32', { attributes, operands })!;
  return { y: errors.y, dx: errors.x, dw: errors.w! };
}
