/**
 * Calls of rnn, lstm and gru: every optional input given or not, in both directions.
 *
 * @module
 */
import fc from 'fast-check';
import { shapedCall } from '../shaped-call.ts';
import { different, maybe, size } from '../sizes.ts';
import type { Family } from './family.ts';

type Recurrence = 'rnn' | 'lstm' | 'gru';
/** How many vectors of H stand above each other in wx, wh and b. */
const stacked: Readonly<Record<Recurrence, number>> = { rnn: 1, lstm: 4, gru: 3 };

const given = fc.boolean();
const calls = (operator: Recurrence, reach: { T: number; N: number; I: number; H: number }) =>
  fc
    .record({
      T: size(reach.T),
      N: size(reach.N),
      I: size(reach.I),
      H: size(reach.H),
      b: given,
      bh: given,
      h0: given,
      c0: given,
      lengths: given,
      reverse: maybe(fc.constant(true)),
      activation: maybe(fc.constantFrom('identity', 'relu')),
      resetAfter: maybe(fc.constant(false)),
    })
    .map(({ reverse, activation, resetAfter, ...all }) => {
      const { H } = all;
      const G = stacked[operator] * H;
      const taken = [...new Set([H, G])];
      const [T, I, N] = different([...taken, all.T, all.I, all.N]).slice(taken.length) as [
        number,
        number,
        number,
      ];
      const when = (condition: boolean, shape: readonly number[]) => (condition ? shape : undefined);
      return shapedCall(
        operator,
        {
          x: [T, N, I],
          wx: [G, I],
          wh: [G, H],
          b: when(all.b, [G]),
          bh: when(operator === 'gru' && all.bh, [H]),
          h0: when(all.h0, [N, H]),
          c0: when(operator === 'lstm' && all.c0, [N, H]),
          lengths: when(all.lengths, [N]),
        },
        {
          activation: operator === 'rnn' ? activation : undefined,
          reverse,
          resetAfter: operator === 'gru' ? resetAfter : undefined,
        },
      );
    });

const both = (operator: Recurrence): Family => ({
  small: [calls(operator, { T: 6, N: 5, I: 7, H: 7 })],
  large: [calls(operator, { T: 9, N: 9, I: 40, H: 19 })],
});

/** Calls of `rnn`, small and large. */
export const rnn = both('rnn');
/** Calls of `lstm`, small and large. */
export const lstm = both('lstm');
/** Calls of `gru`, small and large. */
export const gru = both('gru');
