/**
 * Every named step with its definition, symbols first and then numbers: intermediates in the order they are computed.
 *
 * @module
 */
import type { Expression } from '../oracle/tape.ts';
import { equation, type Equation } from './equation.ts';
import type { Line } from './lines.ts';
import { firstMaximum } from './local-derivative.ts';
import { plain } from './paragraphs.ts';
import { isConstant, otherNames, type ForwardContext } from './other-names.ts';
import type { Solution } from './solution.ts';
import { definitionOf, isRelu, takesThen } from './step-formula.ts';

/** The lines of the forward pass. */
export function forwardLines(context: ForwardContext): Line[] {
  const { solution, outputs } = context;
  const { steps } = solution.trace.tape;
  const order = [...solution.symbols]
    .filter(([expression]) => steps[expression]!.kind !== 'leaf')
    .sort(([a], [b]) => a - b);
  const named = order
    .filter(([expression]) => !isEcho(solution, expression) && !isConstant(solution, expression))
    .map(([expression, { symbol, index, text }]) => {
      const paragraph = context.paragraphOf(symbol, index);
      return {
        at: expression,
        line: { symbol, paragraph, make: () => definitionLine(context, expression, text) },
      };
    });
  const others = outputs.flatMap((output) => {
    // Behind the last step of the output, so behind its node.
    const at = solution.trace.values.get(output)!.expressions.reduce((last, one) => Math.max(last, one), 0);
    return otherNames(context, output).map((line) => ({ at, line }));
  });
  return inOneParagraph([...named, ...others].sort((a, b) => a.at - b.at).map(({ line }): Line => line));
}

/** A copy that has the name of what it copies: a state handed out of its node. */
function isEcho({ trace, symbols }: Solution, expression: Expression): boolean {
  const step = trace.tape.steps[expression]!;
  return step.kind === 'copy' && symbols.get(step.of[0])?.text === symbols.get(expression)!.text;
}

/** Where every symbol has one line, there is nothing to set apart. */
export function inOneParagraph(lines: readonly Line[]): Line[] {
  const isScalar = new Set(lines.map(({ symbol }) => symbol)).size === lines.length;
  return isScalar ? lines.map((line) => ({ ...line, paragraph: plain('') })) : [...lines];
}

function definitionLine({ solution, style }: ForwardContext, expression: Expression, left: string): Equation {
  const formula = definitionOf(solution, expression);
  const value = solution.values[expression]!;
  return equation({ left, formula, value, remark: choiceMade(solution, expression) }, style);
}

/** Which element a maximum is, and which side of a choice counts. */
function choiceMade(solution: Solution, expression: Expression): string | undefined {
  const step = solution.trace.tape.steps[expression]!;
  const nameOf = (one: Expression) => solution.symbols.get(one)?.text;
  if (step.kind === 'max') {
    const winner = nameOf(step.of[firstMaximum(step.of.map((one) => solution.values[one]!))]!);
    return winner && `← ${winner}`;
  }
  if (step.kind !== 'where' || isRelu(solution, step)) return undefined;
  const tested = nameOf(step.of[0]);
  return tested && `(${tested} ${takesThen(solution, step) ? '≤' : '>'} 0)`;
}
