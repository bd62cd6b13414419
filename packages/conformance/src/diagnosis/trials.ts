/**
 * Calls on which an implementation and naive-loops are compared with each other and with naive-loops on other calls.
 *
 * @module
 */
import type { FloatDtype, FloatTensor, OperatorName, Tensor } from '@gradspec/spec';
import { makeCase } from '../generated/case.ts';
import type { Fill } from '../generated/fill.ts';
import { recipesFrom } from '../generated/generated-cases.ts';
import { filledAttributesOf } from '../generated/shaped-call.ts';
import { workOf } from '../generated/work.ts';

/** One call, forward and backward, with every output gradient given and every gradient asked for. */
export interface Trial {
  /** The id of the vector that it is; absent where it was made for trying out. */
  readonly id?: string;
  readonly operator: OperatorName;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The attributes with their defaults. */
  readonly filled: Readonly<Record<string, unknown>>;
  readonly outputGrads: Readonly<Record<string, FloatTensor>>;
}

/** What is right on numbers with digits may be wrong on ties and zeros, far from zero, or on NaN and infinities. */
export type TrialKind = 'digits' | 'ties' | 'far' | 'strange';

/** The kinds, the ordinary one first. Far from zero a recurrence multiplies every rounding, and NaN spreads by the order of its steps: nothing can be compared. */
export const trialKindsOf = (operator: OperatorName): readonly TrialKind[] =>
  ['rnn', 'lstm', 'gru'].includes(operator) ? ['digits', 'ties'] : ['digits', 'ties', 'far', 'strange'];

const fills: Readonly<Record<TrialKind, Partial<Fill> & { readonly count: number }>> = {
  digits: { count: 40, kind: 'floats', nonFinite: false },
  ties: { count: 12, kind: 'integers', nonFinite: false, reach: 1 },
  far: { count: 12, kind: 'floats', nonFinite: false, reach: 800 },
  strange: { count: 12, kind: 'floats', nonFinite: true },
};

/** Operators over windows: many kernels have two spatial axes only, so that there are more calls with those. */
const overWindows: readonly OperatorName[] = ['conv', 'convTranspose', 'maxPool', 'avgPool'];
const moreImages = 60;

/** Calls that take longer are not tried. */
const mostWork = 2000;
const seed = 1;

const made = new Map<string, readonly Trial[]>();

/** The trials of an operator; always the same ones, so that what is known of them can be kept. */
export function trialsOf(
  operator: OperatorName,
  kind: TrialKind = 'digits',
  dtype: FloatDtype = 'float64',
): readonly Trial[] {
  const key = `${operator} ${kind} ${dtype}`;
  const known = made.get(key) ?? makeTrials(operator, kind, dtype);
  made.set(key, known);
  return known;
}

/** Forgets the trials and what is known of them, as if nothing had been diagnosed yet. */
export const forgetTrials = (): void => made.clear();

function makeTrials(operator: OperatorName, kind: TrialKind, dtype: FloatDtype): Trial[] {
  const { count, ...fill } = fills[kind];
  const more = kind === 'digits' && overWindows.includes(operator) ? moreImages : 0;
  return recipesFrom(operator, { seed, count: count + more })
    .cases.filter(({ recipe }, at) => at < count || recipe.call.shapes.x!.length === 4)
    .filter(({ recipe }) => workOf(recipe.call) <= mostWork)
    .map(({ recipe: { call, fill: drawn } }) => {
      const { inputs, outputGrads, attributes } = makeCase({
        call,
        given: undefined,
        wanted: undefined,
        dtype,
        fill: { ...drawn, ...fill },
      });
      return { operator, inputs, attributes, filled: filledAttributesOf(call), outputGrads };
    });
}
