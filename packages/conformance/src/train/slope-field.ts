/**
 * Numbers that know their derivatives along several directions, and how far value and derivatives can move in a box of
 * parameters.
 *
 *   x ∈ x₀ ± e   and   ∂x/∂λ_k ∈ s_k ± f   at every point of the box
 *
 *   (a + b)'  = a' + b'
 *   (a · b)'  = b·a' + a·b'        each a number in b ± e_b times slopes: |b|·f + e_b·(max |s_k| + f) is its new f
 *   g(a)'     = g'(a)·a'
 *
 * A tape that is walked forwards and then backwards in them gives the gradient and, as its derivative along λ_k, the
 * Hessian times λ_k: forward mode over reverse mode. Where a choice is in doubt somewhere in the box, the gradient jumps
 * there and no derivative bounds it: f is Infinity.
 *
 * Source: A. Griewank and A. Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, §5.1.
 * @module
 */
import type { Field, Weight } from '../oracle/field.ts';
import { nonFiniteErrors, type Bounded } from '../tolerance/index.ts';

/** The derivative along each direction, and how far each of them can be from that in the box. */
export interface Slopes {
  readonly values: readonly number[];
  readonly error: number;
}
/** A value over the box; no slopes where no direction moves it. */
export interface Sloped {
  readonly bounded: Bounded;
  readonly slopes?: Slopes;
}

const box = nonFiniteErrors('float64');
const one = box.of(1);
const minusOne = box.of(-1);
const constantOne: Sloped = { bounded: one };

const sloped = (bounded: Bounded, slopes: Slopes | undefined): Sloped =>
  slopes ? { bounded, slopes } : { bounded };

/** Slopes of which a copy is being changed. */
interface Draft {
  readonly values: number[];
  error: number;
}

/** factor · slopes, for any factor in the box. */
function scaled({ value, error }: Bounded, slopes: Slopes): Draft {
  const values = slopes.values.slice();
  let largest = 0;
  for (let k = 0; k < values.length; k++) {
    const slope = values[k]!;
    values[k] = value * slope;
    const size = slope < 0 ? -slope : slope;
    if (size > largest) largest = size;
  }
  return { values, error: (Math.abs(value) + error) * slopes.error + error * largest };
}

/** Adds factor · slopes to a draft. */
function addScaled(draft: Draft, { value, error }: Bounded, slopes: Slopes): Draft {
  let largest = 0;
  for (let k = 0; k < draft.values.length; k++) {
    const slope = slopes.values[k]!;
    draft.values[k]! += value * slope;
    const size = slope < 0 ? -slope : slope;
    if (size > largest) largest = size;
  }
  draft.error += (Math.abs(value) + error) * slopes.error + error * largest;
  return draft;
}

/** a·s + b·t, of the slopes that there are. */
function combined(a: Bounded, s: Slopes | undefined, b: Bounded, t: Slopes | undefined): Slopes | undefined {
  if (!s || !t) return s ? scaled(a, s) : t && scaled(b, t);
  return addScaled(scaled(a, s), b, t);
}

/** The sum of slopes; nothing when there are none. */
function added(terms: readonly (Slopes | undefined)[]): Slopes | undefined {
  let sum: Draft | undefined;
  let only: Slopes | undefined;
  for (const term of terms) {
    if (!term) continue;
    if (!only) only = term;
    else {
      sum ??= { values: only.values.slice(), error: only.error };
      for (let k = 0; k < sum.values.length; k++) sum.values[k]! += term.values[k]!;
      sum.error += term.error;
    }
  }
  return sum ?? only;
}

const times = (factor: Bounded, slopes: Slopes | undefined) => slopes && scaled(factor, slopes);

/** The numbers with derivatives along `count` directions. */
export function slopeField(count: number): Field<Sloped> {
  const open = (bounded: Bounded): Sloped => ({
    bounded,
    slopes: { values: new Array<number>(count).fill(0), error: Infinity },
  });
  /** A choice: the branch that is taken in the whole box, or derivatives that nothing bounds. */
  const chosen = (
    value: Bounded,
    branches: readonly Sloped[],
    weights: readonly Weight<Bounded>[],
  ): { value: Sloped; weights: Weight<Sloped>[] } => {
    const inDoubt = weights.some((weight) => typeof weight === 'object');
    return {
      value: inDoubt ? open(value) : sloped(value, branches[weights.indexOf('one')]!.slopes),
      weights: weights.map((weight) => (typeof weight === 'object' ? open(weight) : weight)),
    };
  };

  const sum = (terms: readonly Sloped[]): Sloped =>
    sloped(box.sum(terms.map(({ bounded }) => bounded)), added(terms.map(({ slopes }) => slopes)));
  const product = (a: Sloped, b: Sloped): Sloped =>
    sloped(box.product(a.bounded, b.bounded), combined(b.bounded, a.slopes, a.bounded, b.slopes));
  const quotient = (a: Sloped, b: Sloped): Sloped => {
    const value = box.quotient(a.bounded, b.bounded);
    const inverse = box.quotient(one, b.bounded);
    const byB = box.negate(box.product(value, inverse));
    return sloped(value, combined(inverse, a.slopes, byB, b.slopes));
  };
  const negate = ({ bounded, slopes }: Sloped): Sloped =>
    sloped(box.negate(bounded), times(minusOne, slopes));

  return {
    of: (value) => ({ bounded: box.of(value) }),
    constant: (value) => ({ bounded: box.constant(value) }),
    sum,
    product,
    quotient,
    negate,
    apply(name, a) {
      const value = box.apply(name, a.bounded);
      return sloped(value, times(box.derivative(name, a.bounded, value), a.slopes));
    },
    derivative(name, a, value) {
      if (name === 'exp') return value;
      if (name === 'log') return quotient(constantOne, a);
      return name === 'tanh'
        ? sum([constantOne, negate(product(value, value))])
        : product(value, sum([constantOne, negate(value)]));
    },
    max(candidates) {
      const { value, weights } = box.max(candidates.map(({ bounded }) => bounded));
      return chosen(value, candidates, weights);
    },
    where(test, then, otherwise) {
      const { value, weights } = box.where(test.bounded, then.bounded, otherwise.bounded);
      const of = chosen(value, [then, otherwise], weights);
      return { value: of.value, weights: [of.weights[0]!, of.weights[1]!] };
    },
  };
}
