/**
 * A formula that can be written twice: with its symbols, and with their numbers in place of them.
 *
 * @module
 */

/** A formula. A symbol carries its value; `rounded` where no finite number of digits is that value. */
export type Formula =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'symbol'; readonly text: string; readonly value: number; readonly rounded: boolean }
  | { readonly kind: 'sum' | 'product'; readonly of: readonly Formula[] }
  | { readonly kind: 'quotient'; readonly over: Formula; readonly under: Formula }
  | { readonly kind: 'negative' | 'square' | 'exponential'; readonly of: Formula }
  | { readonly kind: 'call'; readonly name: 'tanh' | 'σ' | 'log' | 'max'; readonly of: readonly Formula[] };

/** A number of the formula itself. */
export const number = (value: number): Formula => ({ kind: 'number', value });

/** Whether a formula is this very number. */
export const isNumber = (formula: Formula, value: number): boolean =>
  formula.kind === 'number' && formula.value === value;

/** The sum, without terms that are the number 0, and without sums inside it. */
export function sum(terms: readonly Formula[]): Formula {
  const of = terms
    .flatMap((term) => (term.kind === 'sum' ? term.of : [term]))
    .filter((term) => !isNumber(term, 0));
  if (of.length === 0) return number(0);
  return of.length === 1 ? of[0]! : { kind: 'sum', of };
}

/** The product, without factors that are the number 1; the square where both factors are the same symbol. */
export function product(factors: readonly Formula[]): Formula {
  const of = factors
    .flatMap((factor) => (factor.kind === 'product' ? factor.of : [factor]))
    .filter((one) => !isNumber(one, 1));
  if (of.length === 0) return number(1);
  if (of.length === 1) return of[0]!;
  const [a, b] = of as [Formula, Formula];
  if (of.length === 2 && a.kind === 'symbol' && b.kind === 'symbol' && a.text === b.text)
    return { kind: 'square', of: a };
  return { kind: 'product', of };
}

/** over / under; a division by the number 1 is none. */
export const quotient = (over: Formula, under: Formula): Formula =>
  isNumber(under, 1) ? over : { kind: 'quotient', over, under };

/** −of */
export function negative(of: Formula): Formula {
  if (of.kind === 'number') return number(-of.value);
  return of.kind === 'negative' ? of.of : { kind: 'negative', of };
}

/** The formulas that a formula is made of. */
export function parts(formula: Formula): readonly Formula[] {
  switch (formula.kind) {
    case 'number':
    case 'symbol':
      return [];
    case 'sum':
    case 'product':
    case 'call':
      return formula.of;
    case 'quotient':
      return [formula.over, formula.under];
    default:
      return [formula.of];
  }
}

/** Whether any symbol of a formula stands for a number that no finite number of digits is. */
export function isRounded(formula: Formula): boolean {
  return formula.kind === 'symbol' ? formula.rounded : parts(formula).some(isRounded);
}
