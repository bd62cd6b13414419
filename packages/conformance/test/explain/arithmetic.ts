/**
 * Doing the sums of a page: a reader of its formulas with numbers put in.
 *
 * @module
 */
import { readNumber } from './reading.ts';

/** What a formula comes to, and how large its parts are: what is rounded to six digits is off by that much of it. */
export interface Worked {
  readonly value: number;
  readonly magnitude: number;
}

const functions: Readonly<Record<string, (of: readonly Worked[]) => Worked>> = {
  tanh: ([a]) => ({ value: Math.tanh(a!.value), magnitude: 1 + a!.magnitude }),
  σ: ([a]) => ({ value: 1 / (1 + Math.exp(-a!.value)), magnitude: 1 + a!.magnitude }),
  log: ([a]) => ({ value: Math.log(a!.value), magnitude: 1 + a!.magnitude / Math.abs(a!.value) }),
  max: (of) => ({
    value: Math.max(...of.map(({ value }) => value)),
    magnitude: Math.max(...of.map((a) => a.magnitude)),
  }),
};

/** A formula of +, −, ·, /, ², e^ and functions. */
export function work(formula: string): Worked {
  const tokens = formula.match(/tanh|σ|log|max|e\^|NaN|∞|10[⁻⁰¹²³⁴-⁹]+|[\d.]+|[−+·/(),²]/g) ?? [];
  let at = 0;
  const inParentheses = (): Worked[] => {
    const of: Worked[] = [];
    do {
      at++; // ( or ,
      of.push(sum());
    } while (tokens[at] === ',');
    at++; // )
    return of;
  };
  const atom = (): Worked => {
    const token = tokens[at]!;
    if (token === '(') return inParentheses()[0]!;
    at++;
    if (token === 'e^') {
      const { value, magnitude } = atom();
      return { value: Math.exp(value), magnitude: Math.exp(value) * (1 + magnitude) };
    }
    if (token in functions) return functions[token]!(inParentheses());
    const value = readNumber(token);
    return { value, magnitude: Math.abs(value) };
  };
  const power = (): Worked => {
    const base = atom();
    if (tokens[at] !== '²') return base;
    at++;
    return { value: base.value ** 2, magnitude: 2 * base.magnitude ** 2 };
  };
  const signed = (): Worked => {
    if (tokens[at] !== '−') return power();
    at++;
    const { value, magnitude } = signed();
    return { value: -value, magnitude };
  };
  const product = (): Worked => {
    let all = signed();
    while (tokens[at] === '·' || tokens[at] === '/') {
      const divides = tokens[at++] === '/';
      const { value, magnitude } = signed();
      const relative = magnitude / Math.abs(value) || 1;
      all = divides
        ? { value: all.value / value, magnitude: (all.magnitude / Math.abs(value)) * relative }
        : { value: all.value * value, magnitude: all.magnitude * magnitude };
    }
    return all;
  };
  const sum = (): Worked => {
    let all = product();
    while (tokens[at] === '+' || tokens[at] === '−') {
      const minus = tokens[at++] === '−';
      const { value, magnitude } = product();
      all = { value: all.value + (minus ? -value : value), magnitude: all.magnitude + magnitude };
    }
    return all;
  };
  const result = sum();
  if (at < tokens.length) throw new Error(`cannot read ${formula} from ${tokens.slice(at).join(' ')}`);
  return result;
}
