/**
 * One line of the blackboard: a name, its formula, the same with numbers, and what that comes to.
 *
 * `=` stands only as long as nothing on the line has been rounded; from then on it is `≈`.
 *
 * @module
 */
import { isRounded, type Formula } from './formula.ts';
import { printNumber } from './numbers.ts';
import { printFormula, type FormulaStyle } from './print-formula.ts';

/** An equation in writing; `remark` says in words what the numbers do not. */
export interface Equation {
  readonly left: string;
  readonly sides: readonly Side[];
  readonly remark?: string;
}

/** What stands between one equals sign and the next. */
export interface Side {
  readonly relation: '=' | '≈';
  readonly text: string;
}

/** What an equation is made of. Without a value the formula stands alone. */
export interface EquationParts {
  readonly left: string;
  readonly formula: Formula;
  readonly value?: number;
  readonly remark?: string | undefined;
}

/** Writes an equation. */
export function equation(
  { left, formula, value, remark }: EquationParts,
  style: Omit<FormulaStyle, 'as'>,
): Equation {
  const symbols = printFormula(formula, { ...style, as: 'symbols' });
  const written = [{ text: symbols.text, exact: symbols.exact }];
  if (value !== undefined) {
    const result = printNumber(value);
    written.push(printFormula(formula, { ...style, as: 'numbers' }), {
      ...result,
      exact: result.exact && !isRounded(formula),
    });
  }
  let exact = true;
  const sides = written
    .filter(({ text }, i) => i === 0 || text !== written[i - 1]!.text)
    .map((one): Side => {
      exact &&= one.exact;
      return { relation: exact ? '=' : '≈', text: one.text };
    });
  return { left, sides, ...(remark && { remark }) };
}
