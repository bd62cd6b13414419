/**
 * The derivative of a step by one of its arguments, as a blackboard writes it: w₃, 1 − h², ÷ 4.
 *
 * @module
 */
import type { Step } from '../oracle/tape.ts';
import { isNumber, negative, number, product, sum, type Formula } from './formula.ts';
import type { Solution, Use } from './solution.ts';
import { formulaOf, isVoid, takesThen } from './step-formula.ts';

/** Why nothing comes back through a step. */
export type Blocked = 'notMaximum' | 'clipped' | 'noState';

/** A factor ± numbers · factors / divisors. */
export interface Derivative {
  readonly sign: 1 | -1;
  readonly constants: readonly number[];
  readonly factors: readonly Formula[];
  readonly divisors: readonly Formula[];
}

const one: Derivative = { sign: 1, constants: [], factors: [], divisors: [] };

/** The factor ± formula: a number stands in front of all others, its minus in front of everything. */
function times(formula: Formula): Derivative {
  if (formula.kind === 'negative') return { ...times(formula.of), sign: -1 };
  if (formula.kind !== 'number')
    return { ...one, factors: formula.kind === 'product' ? formula.of : [formula] };
  return { ...one, sign: formula.value < 0 ? -1 : 1, constants: [Math.abs(formula.value)] };
}

/** The factor 1/formula. */
function over(formula: Formula): Derivative {
  if (isNumber(formula, 1)) return one;
  if (formula.kind !== 'number' || formula.value > 0) return { ...one, divisors: [formula] };
  return { ...one, sign: -1, divisors: [number(-formula.value)] };
}

/**
 * The local derivative of one use of a step; why there is none; or undefined for what is no path at all: a shift that
 * cancels, or the second factor of a square, whose 2x stands with the first.
 */
export function localDerivative(solution: Solution, { by, argument }: Use): Derivative | Blocked | undefined {
  const step = solution.trace.tape.steps[by]!;
  const of = (i: number): Formula => formulaOf(solution, step.of[i]!);
  switch (step.kind) {
    case 'leaf':
    case 'constant':
    case 'detached':
      return undefined;
    case 'sum':
    case 'copy':
      return one;
    case 'negate':
      return { ...one, sign: -1 };
    case 'product':
      if (isVoid(solution, by)) return 'noState';
      if (!isSquare(solution, by)) return times(of(1 - argument));
      return argument === 0 ? { ...times(of(0)), constants: [2] } : undefined;
    case 'quotient':
      return argument === 0 ? over(of(1)) : byDenominator(solution, by, of);
    case 'function':
      return derivativeOf(step, of(0), formulaOf(solution, by));
    case 'max':
      return firstMaximum(step.of.map((candidate) => solution.values[candidate]!)) === argument
        ? one
        : 'notMaximum';
    case 'where':
      if (argument === 0) return undefined; // the test is flat
      return takesThen(solution, step) === (argument === 1) ? one : 'clipped';
  }
}

/** A square inside a definition, 2x; a gate whose two inputs happen to be the same keeps its two paths. */
function isSquare({ trace, symbols, published }: Solution, expression: number): boolean {
  const [a, b] = trace.tape.steps[expression]!.of;
  return a === b && !(symbols.has(expression) && published.has(a!));
}

/** a/b by b: −1/b² for a reciprocal, else −y/b with the quotient's own name. */
function byDenominator(solution: Solution, by: number, of: (i: number) => Formula): Derivative {
  const result = formulaOf(solution, by);
  if (result.kind === 'symbol' && of(0).kind !== 'number')
    return { ...one, sign: -1, factors: [result], divisors: [of(1)] };
  const numerator = times(of(0));
  return { ...numerator, sign: numerator.sign > 0 ? -1 : 1, divisors: [product([of(1), of(1)])] };
}

function derivativeOf(step: Step & { kind: 'function' }, argument: Formula, value: Formula): Derivative {
  switch (step.name) {
    case 'exp':
      return times(value);
    case 'log':
      return { ...one, divisors: [argument] };
    case 'tanh':
      return times(sum([number(1), negative({ kind: 'square', of: value })]));
    case 'sigmoid':
      return { ...one, factors: [value, sum([number(1), negative(value)])] };
  }
}

/** Which candidate is the maximum: the first of the largest, or the first NaN. */
export function firstMaximum(candidates: readonly number[]): number {
  const nan = candidates.findIndex(Number.isNaN);
  return nan >= 0 ? nan : candidates.indexOf(Math.max(...candidates));
}
