/**
 * Writing a formula on a line.
 *
 * @module
 */
import type { Formula } from './formula.ts';
import { printNumber } from './numbers.ts';

/** How formulas are written. */
export interface FormulaStyle {
  /** Symbols, or the numbers they stand for. */
  readonly as: 'symbols' | 'numbers';
  /** Longer sums are cut. */
  readonly maxTerms: number;
  /** What stands for the terms that were cut: `(+19 terms)`. */
  readonly moreTerms: (count: number) => string;
}

/** A formula in writing. */
export interface PrintedFormula {
  readonly text: string;
  /** Whether every number in it is printed in full. */
  readonly exact: boolean;
}

/** How tightly a formula holds together; a looser one inside a tighter one needs parentheses. */
const tightness = { sum: 0, product: 1, power: 2, atom: 3 } as const;
type Tightness = (typeof tightness)[keyof typeof tightness];

interface Written {
  readonly text: string;
  readonly holds: Tightness;
  /** It starts with a minus: fine at the start of a line, in parentheses behind an operator. */
  readonly signed?: boolean;
}

/** Letters with a subscript may stand side by side as a product: x₁w₁. */
const isLetterWithIndex = (formula: Formula): boolean =>
  formula.kind === 'symbol' && /^\p{L}[₀-₉]+$/u.test(formula.text);

class Writer {
  exact = true;
  constructor(private readonly style: FormulaStyle) {}

  /** The text of a formula where something holds on to it; `first` where nothing stands left of it. */
  in(formula: Formula, tight: Tightness, first = false): string {
    const { text, holds, signed } = this.write(formula, first);
    return holds < tight || (signed && !(first && tight <= tightness.product)) ? `(${text})` : text;
  }

  private write(formula: Formula, first: boolean): Written {
    switch (formula.kind) {
      case 'number':
        return this.number(formula.value, false);
      case 'symbol':
        if (this.style.as === 'symbols') return { text: formula.text, holds: tightness.atom };
        return this.number(formula.value, formula.rounded);
      case 'sum':
        return { text: this.sum(formula.of), holds: tightness.sum };
      case 'product':
        return { text: this.product(formula.of, first), holds: tightness.product };
      case 'quotient': {
        const text = `${this.in(formula.over, tightness.product, first)}/${this.in(formula.under, tightness.power)}`;
        return { text, holds: tightness.product };
      }
      case 'negative':
        return { text: `−${this.in(formula.of, tightness.product)}`, holds: tightness.product, signed: true };
      case 'square':
        return { text: `${this.in(formula.of, tightness.atom)}²`, holds: tightness.power };
      case 'exponential':
        return { text: `e^${this.in(formula.of, tightness.atom)}`, holds: tightness.power };
      case 'call':
        return { text: this.call(formula.name, formula.of), holds: tightness.atom };
    }
  }

  private number(value: number, rounded: boolean): Written {
    const { text, exact } = printNumber(value);
    this.exact &&= exact && !rounded;
    const holds = text.includes('·')
      ? tightness.product
      : /10[⁻⁰-⁹]/.test(text)
        ? tightness.power
        : tightness.atom;
    return text.startsWith('−') ? { text, holds, signed: true } : { text, holds };
  }

  private sum(terms: readonly Formula[]): string {
    const { shown, rest } = this.cut(terms);
    const written = shown.map((term, i) => {
      const { minus, of } = withoutSign(term);
      const text = this.in(of, tightness.product, i === 0 && !minus);
      if (i === 0) return minus ? `−${text}` : text;
      return minus ? `− ${text}` : `+ ${text}`;
    });
    return [...written, ...rest].join(' ');
  }

  private product(factors: readonly Formula[], first: boolean): string {
    return factors.reduce((text, factor, i) => {
      const side =
        this.style.as === 'symbols' &&
        i > 0 &&
        isLetterWithIndex(factors[i - 1]!) &&
        isLetterWithIndex(factor);
      return text + (i === 0 || side ? '' : '·') + this.in(factor, tightness.product, first && i === 0);
    }, '');
  }

  private call(name: string, of: readonly Formula[]): string {
    const { shown, rest } = this.cut(of);
    return `${name}(${[...shown.map((one) => this.in(one, tightness.sum, true)), ...rest].join(', ')})`;
  }

  /** What of a long list is shown. A single one more is shown rather than counted. */
  private cut(list: readonly Formula[]): { shown: readonly Formula[]; rest: string[] } {
    const { maxTerms, moreTerms } = this.style;
    if (list.length <= maxTerms + 1) return { shown: list, rest: [] };
    return { shown: list.slice(0, maxTerms), rest: [`… ${moreTerms(list.length - maxTerms)}`] };
  }
}

/** A term as what follows its plus or minus. */
function withoutSign(term: Formula): { minus: boolean; of: Formula } {
  if (term.kind === 'negative') return { minus: true, of: term.of };
  if (term.kind === 'number' && term.value < 0)
    return { minus: true, of: { kind: 'number', value: -term.value } };
  return { minus: false, of: term };
}

/** Writes a formula. */
export function printFormula(formula: Formula, style: FormulaStyle): PrintedFormula {
  const writer = new Writer(style);
  const text = writer.in(formula, tightness.sum, true);
  return { text, exact: writer.exact };
}
