/**
 * The gradient of a step as the sum over its uses: what comes back to each use, times the local derivative there.
 *
 * A named step that uses it stands for itself (`dz₂`); through one without a name the paths go on to the next that has
 * one. So δ₁w₃ + δ₂w₂ + δ₃w₁ comes out of the operator's definition, whichever operator it is.
 *
 * @module
 */
import type { Expression } from '../oracle/tape.ts';
import { isRounded, number, product, quotient, sum, negative, type Formula } from './formula.ts';
import { localDerivative, type Blocked, type Derivative } from './local-derivative.ts';
import type { Solution } from './solution.ts';

/** Why a gradient is 0. */
export type ZeroReason = Blocked | 'unread' | 'unreached';

/** What flows back to a step. */
export interface Flow {
  readonly terms: readonly Derivative[];
  /** How many of them are output gradients given from outside: they come first. */
  readonly given: number;
  /** Where there is no term: why. */
  readonly reasons: ReadonlySet<ZeroReason>;
}

const after = (term: Derivative, local: Derivative): Derivative => ({
  sign: (term.sign * local.sign) as 1 | -1,
  constants: [...term.constants, ...local.constants],
  factors: [...term.factors, ...local.factors],
  divisors: [...term.divisors, ...local.divisors],
});

const only = (factor: Formula): Derivative => ({ sign: 1, constants: [], factors: [factor], divisors: [] });

/** A term as a formula: numbers first, then what came back, then the derivatives in the order they were passed. */
export function termFormula({ sign, constants, factors, divisors }: Derivative): Formula {
  const over = product([...constants.map(number), ...factors]);
  const formula = quotient(over, product(divisors));
  return sign < 0 ? negative(formula) : formula;
}

/** The sum of all terms of a flow. */
export const flowFormula = ({ terms }: Flow): Formula => sum(terms.map(termFormula));

/** Finds the terms of gradients, each step once. */
export class GradientTerms {
  private readonly flows = new Map<Expression, Flow>();

  /** Gradients of a trace that has been worked out. */
  constructor(private readonly solution: Solution) {}

  /** What flows back to a step. */
  into(expression: Expression): Flow {
    const known = this.flows.get(expression);
    if (known) return known;
    const seeds = this.solution.seeds.get(expression) ?? [];
    const terms = seeds.map(({ text, value }) => only({ kind: 'symbol', text, value, rounded: false }));
    const reasons = new Set<ZeroReason>();
    const uses = this.solution.uses.get(expression) ?? [];
    for (const use of uses) {
      const local = localDerivative(this.solution, use);
      if (local === undefined) continue;
      if (typeof local === 'string') {
        reasons.add(local);
        continue;
      }
      const back = this.through(use.by);
      for (const term of back.terms) terms.push(after(term, local));
      for (const reason of back.reasons) reasons.add(reason);
    }
    if (terms.length === 0 && reasons.size === 0) reasons.add(uses.length === 0 ? 'unread' : 'unreached');
    const flow = {
      terms,
      given: seeds.length,
      reasons: terms.length === 0 ? reasons : new Set<ZeroReason>(),
    };
    this.flows.set(expression, flow);
    return flow;
  }

  /** What a step hands on to its arguments: its own gradient under its name, if it has one worth a line. */
  private through(expression: Expression): Flow {
    const flow = this.into(expression);
    if (flow.terms.length === 0 || !this.hasLine(expression)) return flow;
    const text = this.nameOf(expression);
    const rounded = flow.terms.some((term) => isRounded(termFormula(term)));
    const value = this.solution.gradients[expression] ?? 0;
    return { terms: [only({ kind: 'symbol', text, value, rounded })], given: 0, reasons: flow.reasons };
  }

  /**
   * Whether the gradient of a step is written on a line of its own. It is not where it has no name, where it is just an
   * output gradient, and for an intermediate where it is just another gradient, or that over something named.
   */
  hasLine(expression: Expression): boolean {
    const flow = this.into(expression);
    const step = this.solution.trace.tape.steps[expression]!;
    if (!this.solution.symbols.has(expression) || step.kind === 'detached') return false;
    const [term] = flow.terms;
    if (flow.terms.length !== 1) return true;
    const plain = term!.sign > 0 && term!.constants.length === 0 && term!.factors.length === 1;
    if (flow.given === 1 && step.kind !== 'leaf') return false;
    return (
      this.solution.published.has(expression) ||
      !plain ||
      term!.divisors.some(({ kind }) => kind !== 'symbol')
    );
  }

  /** What the gradient of a step is called: d and its name; δ for what arrives at an output that is also a state inside. */
  nameOf(expression: Expression): string {
    const { symbol, text } = this.solution.symbols.get(expression)!;
    return `${isOutside(this.solution, expression, symbol) ? 'δ' : 'd'}${text}`;
  }
}

/** Whether a step is an output of a node with several, apart from what the node itself does with it. */
const isOutside = ({ trace }: Solution, expression: Expression, symbol: string): boolean =>
  trace.tape.steps[expression]!.kind === 'copy' && symbol.includes('.');
