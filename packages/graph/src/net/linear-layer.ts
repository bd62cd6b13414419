/**
 * A fully connected layer with its parameters.
 *
 *   y[…, o] = b[o] + Σ_i w[o, i] · x[…, i]
 *
 * @module
 */
import type { Ref } from '../graph.ts';
import type { Initial } from './initial.ts';
import type { NetBuilder } from './net-builder.ts';

/** What a fully connected layer reads and how wide it is. */
export interface LinearLayer {
  /** x […, inputs]. */
  readonly x: Ref;
  readonly inputs: number;
  readonly outputs: number;
  /** What w starts with (`fanIn`). */
  readonly initial?: Initial;
  /** Whether there is a b, which starts with zeros (true). */
  readonly bias?: boolean;
}

/**
 * Adds a node `name` with the parameters `name.w` [outputs, inputs] and `name.b` [outputs].
 *
 * @returns y […, outputs].
 * @throws RangeError when a size is not an integer of at least 0.
 */
export function linearLayer(net: NetBuilder, name: string, layer: LinearLayer): Ref {
  const { x, inputs, outputs, initial, bias = true } = layer;
  const w = net.parameter(`${name}.w`, [outputs, inputs], initial);
  const b = bias ? { b: net.parameter(`${name}.b`, [outputs]) } : {};
  return net.node(name, 'linear', { x, w, ...b });
}
