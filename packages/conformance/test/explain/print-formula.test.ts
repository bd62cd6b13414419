import { describe, expect, test } from '@jest/globals';
import { negative, number, product, quotient, sum, type Formula } from '../../src/explain/formula.ts';
import { printFormula } from '../../src/explain/print-formula.ts';

const style = { maxTerms: 3, moreTerms: (count: number) => `(+${count})` };
const symbol = (text: string, value: number, rounded = false): Formula => ({
  kind: 'symbol',
  text,
  value,
  rounded,
});
const [x, w, h] = [symbol('x₁', -2), symbol('w₁', 3), symbol('h₂', 0.5)];
const both = (formula: Formula) => [
  printFormula(formula, { ...style, as: 'symbols' }).text,
  printFormula(formula, { ...style, as: 'numbers' }).text,
];

describe('printFormula', () => {
  test.each([
    ['letters with an index side by side', product([x, w]), 'x₁w₁', '−2·3'],
    ['longer names with a dot', product([symbol('wx₁', 2), x]), 'wx₁·x₁', '2·(−2)'],
    ['a negative number in parentheses behind an operator', sum([w, x]), 'w₁ + x₁', '3 + (−2)'],
    ['a negative term with its minus', sum([w, negative(product([x, h]))]), 'w₁ − x₁h₂', '3 − (−2)·0.5'],
    ['a factor that is a sum', product([h, sum([number(1), negative(w)])]), 'h₂·(1 − w₁)', '0.5·(1 − 3)'],
    ['a square of a negative number', product([x, x]), 'x₁²', '(−2)²'],
    ['a fraction of a sum', quotient(sum([x, w]), number(4)), '(x₁ + w₁)/4', '(−2 + 3)/4'],
    ['a power of a sum', { kind: 'exponential', of: sum([x, negative(w)]) }, 'e^(x₁ − w₁)', 'e^(−2 − 3)'],
    ['a power of a negative number', { kind: 'exponential', of: x }, 'e^x₁', 'e^(−2)'],
    ['a fraction by a product', quotient(h, product([w, x])), 'h₂/(w₁x₁)', '0.5/(3·(−2))'],
    ['a function', { kind: 'call', name: 'tanh', of: [x] }, 'tanh(x₁)', 'tanh(−2)'],
    ['no factor 1 and no term 0', sum([product([number(1), w]), number(0)]), 'w₁', '3'],
    ['a long sum cut', sum([x, x, x, x, x]), 'x₁ + x₁ + x₁ … (+2)', '−2 + (−2) + (−2) … (+2)'],
    ['one term more than that', sum([w, w, w, w]), 'w₁ + w₁ + w₁ + w₁', '3 + 3 + 3 + 3'],
  ] satisfies [string, Formula, string, string][])('writes %s', (_, formula, symbols, numbers) => {
    expect(both(formula)).toEqual([symbols, numbers]);
  });

  test('says whether every number is printed in full', () => {
    const printed = (formula: Formula) => printFormula(formula, { ...style, as: 'numbers' }).exact;
    expect(printed(product([x, h]))).toBe(true);
    expect(printed(product([x, symbol('y', 1 / 3)]))).toBe(false);
    expect(printed(product([x, symbol('y', 1, true)]))).toBe(false);
  });
});
