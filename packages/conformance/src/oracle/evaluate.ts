/**
 * Computing a tape in some kind of number, and differentiating it: the VJP as a walk backwards over the definition.
 *
 * @module
 */
import type { Field, Weight } from './field.ts';
import type { Expression, Step, Tape } from './tape.ts';

/** Where the leaves get their values from. */
export type LeafValue<T> = (input: string, position: number) => T;
/** A last word on a value or gradient, such as an error that an algorithm adds to it. */
export type Adjust<T> = (expression: Expression, computed: T) => T;

/** The value of every step. */
export function values<T>(
  tape: Tape,
  field: Field<T>,
  leaf: LeafValue<T>,
  adjust: Adjust<T> = (_, same) => same,
): T[] {
  const result: T[] = [];
  tape.steps.forEach((step, expression) => {
    const of = step.of.map((argument) => result[argument]!);
    result.push(adjust(expression, value(step, of, field, leaf)));
  });
  return result;
}

function value<T>(step: Step, of: readonly T[], field: Field<T>, leaf: LeafValue<T>): T {
  switch (step.kind) {
    case 'leaf':
      return leaf(step.input, step.position);
    case 'constant':
      return field.constant(step.value);
    case 'sum':
      return field.sum(of);
    case 'product':
      return field.product(of[0]!, of[1]!);
    case 'quotient':
      return field.quotient(of[0]!, of[1]!);
    case 'negate':
      return field.negate(of[0]!);
    case 'copy':
    case 'detached':
      return of[0]!;
    case 'function':
      return field.apply(step.name, of[0]!);
    case 'max':
      return field.max(of).value;
    case 'where':
      return field.where(of[0]!, of[1]!, of[2]!).value;
  }
}

/** The derivative of a step by each of the steps it is made of. */
export function partials<T>(step: Step, of: readonly T[], result: T, field: Field<T>): readonly Weight<T>[] {
  switch (step.kind) {
    case 'leaf':
    case 'constant':
      return [];
    case 'sum':
    case 'copy':
      return of.map(() => 'one');
    case 'product':
      return [of[1]!, of[0]!];
    case 'quotient': {
      const inverse = field.quotient(field.constant(1), of[1]!);
      return [inverse, field.negate(field.product(result, inverse))];
    }
    case 'negate':
      return [field.constant(-1)];
    case 'detached':
      return ['zero'];
    case 'function':
      return [field.derivative(step.name, of[0]!, result)];
    case 'max':
      return field.max(of).weights;
    case 'where':
      return ['zero', ...field.where(of[0]!, of[1]!, of[2]!).weights];
  }
}

/** The seeds of a backward walk: output gradients by expression; two for one expression add up. */
export type Seeds<T> = Iterable<readonly [Expression, T]>;

/**
 * Walks backwards from the seeds. `settle` makes one adjoint of the terms that have come together in a step, each step
 * after all that it takes part in.
 */
function sweep<T>(
  tape: Tape,
  computed: readonly T[],
  field: Field<T>,
  seeds: Seeds<T>,
  settle: (expression: Expression, terms: readonly T[]) => T,
): void {
  const flowing: (T[] | undefined)[] = Array.from({ length: tape.steps.length });
  const add = (expression: Expression, term: T) => (flowing[expression] ??= []).push(term);
  for (const [expression, seed] of seeds) add(expression, seed);
  for (let expression = tape.steps.length - 1; expression >= 0; expression--) {
    const terms = flowing[expression];
    if (!terms) continue;
    const adjoint = settle(expression, terms);
    const step = tape.steps[expression]!;
    const of = step.of.map((argument) => computed[argument]!);
    partials(step, of, computed[expression]!, field).forEach((weight, i) => {
      if (weight !== 'zero') add(step.of[i]!, weight === 'one' ? adjoint : field.product(adjoint, weight));
    });
    flowing[expression] = undefined;
  }
}

const total = <T>(field: Field<T>, terms: readonly T[]): T =>
  terms.length === 1 ? terms[0]! : field.sum(terms);

/** The gradient of Σ seed · expression by every step; undefined where nothing flows. */
export function adjoints<T>(
  tape: Tape,
  computed: readonly T[],
  field: Field<T>,
  seeds: Seeds<T>,
  adjust: Adjust<T> = (_, same) => same,
): (T | undefined)[] {
  const result: (T | undefined)[] = Array.from({ length: tape.steps.length });
  sweep(tape, computed, field, seeds, (expression, terms) => {
    const adjoint = adjust(expression, total(field, terms));
    result[expression] = adjoint;
    return adjoint;
  });
  return result;
}

/**
 * The same gradient as a sum over losses, each of which is walked back on its own: a·w + b·w in place of (a + b)·w. What
 * the losses bring to a leaf is added up there, in one sum.
 */
export function adjointsOfLosses<T>(
  tape: Tape,
  computed: readonly T[],
  field: Field<T>,
  losses: readonly Seeds<T>[],
): (T | undefined)[] {
  const brought: (T[] | undefined)[] = Array.from({ length: tape.steps.length });
  for (const seeds of losses)
    sweep(tape, computed, field, seeds, (expression, terms) => {
      const adjoint = total(field, terms);
      const isLeaf = tape.steps[expression]!.kind === 'leaf';
      (brought[expression] ??= []).push(...(isLeaf ? terms : [adjoint]));
      return adjoint;
    });
  return brought.map((terms) => terms && total(field, terms));
}
