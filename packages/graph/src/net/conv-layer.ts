/**
 * A convolutional layer with its parameters: `filters` kernels that see all channels of their group.
 *
 *   y[n, m, o] = b[m] + Σ_{c, k} x[n, g·CG + c, o·s − p₀ + k·d] · w[m, c, k],   CG = channels / groups
 *
 * @module
 */
import type { Attributes } from '@gradspec/spec';
import { checkNumber } from '../check-number.ts';
import type { Ref } from '../graph.ts';
import type { Initial } from './initial.ts';
import type { NetBuilder } from './net-builder.ts';

/** What a convolutional layer reads, its kernels, and the attributes of `conv`. */
export interface ConvLayer extends Attributes<'conv'> {
  /** x [N, channels, …], with 1, 2 or 3 spatial axes. */
  readonly x: Ref;
  readonly channels: number;
  readonly filters: number;
  /** The kernel's size along each spatial axis. */
  readonly kernel: readonly number[];
  /** What w starts with (`fanIn`). */
  readonly initial?: Initial;
}

/**
 * Adds a node `name` with the parameters `name.w` [filters, channels / groups, …kernel] and `name.b` [filters], zeros at
 * first.
 *
 * @returns y [N, filters, …].
 * @throws RangeError when groups does not divide the channels, or a size is not an integer of at least 0.
 */
export function convLayer(net: NetBuilder, name: string, layer: ConvLayer): Ref {
  const { x, channels, filters, kernel, initial, ...attributes } = layer;
  const { groups = 1 } = attributes;
  const divides = Number.isSafeInteger(groups) && groups >= 1 && channels % groups === 0;
  checkNumber(`convLayer ${name}: groups`, groups, divides, `a divisor of channels = ${channels}`);
  const w = net.parameter(`${name}.w`, [filters, channels / groups, ...kernel], initial);
  const b = net.parameter(`${name}.b`, [filters]);
  return net.node(name, 'conv', { x, w, b }, attributes);
}
