/**
 * Recurrent nets of several layers, in one direction or both. Layer l reads the states of layer l − 1:
 *
 *   h⁽ˡ⁾ = recurrence(h⁽ˡ⁻¹⁾),   h⁽⁰⁾ = x
 *   h⁽ˡ⁾[t] = (→h⁽ˡ⁾[t], ←h⁽ˡ⁾[t])   in both directions: a second recurrence reads each sequence from its own end
 *
 * The last state of the second direction is its state at t = 0, after it has read the whole sequence.
 *
 * Source: Graves, Mohamed & Hinton 2013 (deep, bidirectional); torch.nn.RNN's `num_layers`, `bidirectional`.
 * @module
 */
import type { Attributes, RnnActivation } from '@gradspec/spec';
import { checkNumber } from '../check-number.ts';
import type { Ref } from '../graph.ts';
import type { NetBuilder } from './net-builder.ts';

/** Which recurrence, with its own attribute. */
export type Recurrence =
  | { readonly kind: 'rnn'; readonly activation?: RnnActivation }
  | { readonly kind: 'lstm' }
  | { readonly kind: 'gru'; readonly resetAfter?: boolean };

/** What recurrent layers read, and how wide and deep they are. */
export type RecurrentLayers = Recurrence & {
  /** x [T, N, inputs]. */
  readonly x: Ref;
  /** How long each sequence is, int32 [N]; without it, all are as long as x. */
  readonly lengths?: Ref;
  readonly inputs: number;
  /** The width of one state. */
  readonly hidden: number;
  /** How many stand upon each other (1). */
  readonly layers?: number;
  /** Whether each layer reads in both directions (false). */
  readonly bidirectional?: boolean;
};

/** What recurrent layers make; `width` is hidden, or 2·hidden in both directions. */
export interface RecurrentStates {
  /** Every state of the top layer, [T, N, width]; zero past a sequence's end. */
  readonly h: Ref;
  /** Its last states, [N, width]. */
  readonly last: Ref;
  readonly width: number;
}

type States = Pick<RecurrentStates, 'h' | 'last'>;

/** How many products with x and h a recurrence stacks in wx, wh and b. */
const gates = { rnn: 1, lstm: 4, gru: 3 } as const;

/**
 * Adds recurrent layers. A layer is called `name`, or `name.1`, `name.2`, … when there are several; each of its two directions
 * `….forward`, `….reverse`. A recurrence has the parameters `….wx`, `….wh` (`fanIn`), `….b` and, in a gru, `….bh` (zeros).
 *
 * @throws RangeError when `layers` is not an integer of at least 1, or a size not one of at least 0.
 */
export function recurrentLayers(net: NetBuilder, name: string, options: RecurrentLayers): RecurrentStates {
  const { x, lengths, inputs, hidden, layers = 1, bidirectional = false, ...recurrence } = options;
  const isCount = Number.isSafeInteger(layers) && layers >= 1;
  checkNumber(`recurrentLayers ${name}: layers`, layers, isCount, 'an integer of at least 1');
  const width = bidirectional ? 2 * hidden : hidden;
  const addLayer = bidirectional ? bothDirections : oneDirection;
  let below: { h: Ref; width: number } = { h: x, width: inputs };
  for (let layer = 1; ; layer++) {
    const called = layers === 1 ? name : `${name}.${layer}`;
    const reads = { x: below.h, inputs: below.width, hidden, ...(lengths !== undefined && { lengths }) };
    const { h, last } = addLayer(net, called, reads, recurrence);
    if (layer === layers) return { h, last, width };
    below = { h, width };
  }
}

type Reads = Pick<RecurrentLayers, 'x' | 'lengths' | 'inputs' | 'hidden'>;

function oneDirection(
  net: NetBuilder,
  name: string,
  { x, lengths, inputs, hidden }: Reads,
  { kind, ...attributes }: Recurrence & Attributes<'rnn' | 'lstm' | 'gru'>,
): States {
  const G = gates[kind];
  const wx = net.parameter(`${name}.wx`, [G * hidden, inputs]);
  const wh = net.parameter(`${name}.wh`, [G * hidden, hidden]);
  const b = net.parameter(`${name}.b`, [G * hidden]);
  const bh = kind === 'gru' ? { bh: net.parameter(`${name}.bh`, [hidden]) } : {};
  const reads = { x, wx, wh, b, ...bh, ...(lengths !== undefined && { lengths }) };
  net.node(name, kind, reads, attributes);
  return { h: `${name}.h`, last: `${name}.hT` };
}

function bothDirections(net: NetBuilder, name: string, reads: Reads, recurrence: Recurrence): States {
  const there = oneDirection(net, `${name}.forward`, reads, recurrence);
  const back = oneDirection(net, `${name}.reverse`, reads, { ...recurrence, reverse: true });
  return {
    h: net.node(`${name}.h`, 'concat', { a: there.h, b: back.h }, { axis: 2 }),
    last: net.node(`${name}.hT`, 'concat', { a: there.last, b: back.last }, { axis: 1 }),
  };
}
