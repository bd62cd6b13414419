/**
 * The gradients of a trace in numbers that know their own error, for every way of adding up that is right.
 *
 * A recurrence's gradient is a double sum: every loss walks back through all steps before it. BPTT adds up first, and
 * multiplies (a + b) by w where the double sum adds a·w and b·w. Both are right, and where a and b nearly cancel, or their
 * sum happens to need no rounding, the first is the more exact by far. A bound has to hold for both: it is the larger one.
 *
 * @module
 */
import type { Bounded } from '../tolerance/index.ts';
import { adjoints, adjointsOfLosses, type Adjust } from './evaluate.ts';
import type { Field } from './field.ts';
import type { Expression } from './tape.ts';
import type { Trace } from './trace.ts';

type Seed = readonly [Expression, Bounded];

/** The gradient of every step with its error; undefined where nothing flows. `adjust` is for a call of another operator. */
export function boundedAdjoints(
  trace: Trace,
  computed: readonly Bounded[],
  field: Field<Bounded>,
  seeds: readonly Seed[],
  adjust?: Adjust<Bounded>,
): (Bounded | undefined)[] {
  const together = adjoints(trace.tape, computed, field, seeds, adjust);
  const losses = lossesOf(trace, seeds);
  if (losses.length === 1) return together;
  const apart = adjointsOfLosses(trace.tape, computed, field, losses);
  return together.map((own, i) =>
    own && apart[i]!.error > own.error ? { ...own, error: apart[i]!.error } : own,
  );
}

/** The seeds of a recurrence, those of each time step together; all together for any other trace. */
function lossesOf({ operator, values }: Trace, seeds: readonly Seed[]): readonly (readonly Seed[])[] {
  if (operator !== 'rnn' && operator !== 'lstm' && operator !== 'gru') return [seeds];
  // hT and cT are elements of h and c, those of the last step read; h0 and c0 where none is.
  const timeOf = new Map<Expression, number>();
  for (const name of ['h', 'c']) {
    const { shape = [], expressions = [] } = values.get(name) ?? {};
    expressions.forEach((expression, i) => timeOf.set(expression, Math.floor(i / (shape[1]! * shape[2]!))));
  }
  const byTime = new Map<number | undefined, Seed[]>();
  for (const seed of seeds) {
    const time = timeOf.get(seed[0]);
    byTime.set(time, [...(byTime.get(time) ?? []), seed]);
  }
  return [...byTime.values()];
}
