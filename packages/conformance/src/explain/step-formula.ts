/**
 * The definition of a step as a formula over the nearest steps that have names.
 *
 * @module
 */
import type { Expression, Step } from '../oracle/tape.ts';
import { negative, number, product, quotient, sum, type Formula } from './formula.ts';
import type { Solution } from './solution.ts';

const isZero = ({ trace }: Solution, expression: Expression): boolean => {
  const step = trace.tape.steps[expression]!;
  return step.kind === 'constant' && step.value === 0;
};

/** A product inside a formula with the number 0: the state before the first step, where none was given. */
export function isVoid(solution: Solution, expression: Expression): boolean {
  const step = solution.trace.tape.steps[expression]!;
  return (
    step.kind === 'product' &&
    !solution.symbols.has(expression) &&
    step.of.some((one) => isZero(solution, one))
  );
}

/** A step as it appears in the formulas of others: its name where it has one, else its own formula. */
export function formulaOf(solution: Solution, expression: Expression): Formula {
  const symbol = solution.symbols.get(expression);
  if (!symbol) return definitionOf(solution, expression);
  return {
    kind: 'symbol',
    text: symbol.text,
    value: solution.values[expression]!,
    rounded: solution.rounded[expression]!,
  };
}

/** The right-hand side of a step's own line. */
export function definitionOf(solution: Solution, expression: Expression): Formula {
  const step = solution.trace.tape.steps[expression]!;
  const of = (i: number) => formulaOf(solution, step.of[i]!);
  switch (step.kind) {
    case 'leaf':
      return formulaOf(solution, expression);
    case 'constant':
      return number(step.value);
    case 'sum':
      return sum(step.of.filter((term) => !isVoid(solution, term)).map((term) => formulaOf(solution, term)));
    case 'product':
      return product([of(0), of(1)]);
    case 'quotient':
      return quotient(of(0), of(1));
    case 'negate':
      return negative(of(0));
    case 'copy':
    case 'detached':
      return of(0);
    case 'max':
      return { kind: 'call', name: 'max', of: step.of.map((one) => formulaOf(solution, one)) };
    case 'function':
      return step.name === 'exp'
        ? { kind: 'exponential', of: of(0) }
        : { kind: 'call', name: step.name === 'sigmoid' ? 'σ' : step.name, of: [of(0)] };
    case 'where':
      return isRelu(solution, step)
        ? { kind: 'call', name: 'max', of: [number(0), of(0)] }
        : of(takesThen(solution, step) ? 1 : 2);
  }
}

/** Whether a choice is max(0, x). */
export const isRelu = (solution: Solution, { of }: Step & { kind: 'where' }): boolean =>
  isZero(solution, of[1]) && of[0] === of[2];

/** Whether a choice takes its first branch: its test is at most 0. */
export const takesThen = ({ values }: Solution, { of }: Step & { kind: 'where' }): boolean =>
  values[of[0]]! <= 0;
