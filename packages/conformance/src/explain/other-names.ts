/**
 * The elements of an output that are not computed for it: an input, a state or a number under another name.
 *
 * @module
 */
import { indices, type Expression } from '../oracle/tape.ts';
import { equation } from './equation.ts';
import { number } from './formula.ts';
import type { Line } from './lines.ts';
import { plain, type ParagraphOf } from './paragraphs.ts';
import type { Solution } from './solution.ts';
import { formulaOf } from './step-formula.ts';
import type { Style } from './style.ts';
import { elementName } from './symbols.ts';
import type { ConstantReason } from './wording.ts';

/** Where the forward pass is written from. */
export interface ForwardContext {
  readonly solution: Solution;
  readonly style: Style;
  /** The names of the outputs, of the operator or of every node. */
  readonly outputs: readonly string[];
  /** Why an element of an output is a constant. */
  readonly constant: (output: string) => ConstantReason;
  readonly paragraphOf: ParagraphOf;
}

/** A number of the definition itself, as it is or handed out of its node. */
export function isConstant(solution: Solution, expression: Expression): boolean {
  const step = solution.trace.tape.steps[expression]!;
  return step.kind === 'constant' || (step.kind === 'copy' && isConstant(solution, step.of[0]));
}

interface Element {
  readonly index: readonly number[];
  readonly expression: Expression;
}

/** The lines of those elements of an output. */
export function otherNames(context: ForwardContext, output: string): Line[] {
  const { solution, style } = context;
  const { shape, expressions } = solution.trace.values.get(output)!;
  const elements = Array.from(indices(shape), (index, i): Element => ({
    index,
    expression: expressions[i]!,
  }));
  const constants = elements.filter(({ expression }) => isConstant(solution, expression));
  const others = elements.filter((one) => !constants.includes(one) && !hasItsName(solution, output, one));
  const lines = others.map(({ index, expression }): Line => {
    const left = elementName(output, index, shape);
    const parts = { left, formula: formulaOf(solution, expression), value: solution.values[expression]! };
    return { symbol: output, paragraph: plain(output), make: () => equation(parts, style) };
  });
  const names = constants.map(({ index }) => elementName(output, index, shape));
  return [...lines, ...constantLines(context, output, names)];
}

function hasItsName({ symbols }: Solution, output: string, { index, expression }: Element): boolean {
  const own = symbols.get(expression);
  return own?.symbol === output && own.index.join() === index.join();
}

/** Where an output is a number of its definition, that is 0: line by line if they are few, else one line for all. */
function constantLines(
  { style, constant }: ForwardContext,
  output: string,
  names: readonly string[],
): Line[] {
  const reason = style.wording.constant[constant(output)];
  const place = { symbol: output, paragraph: plain(output) };
  const zero = (left: string, why: string) =>
    equation({ left, formula: number(0), remark: `(${why})` }, style);
  if (names.length <= 3) return names.map((name) => ({ ...place, make: () => zero(name, reason) }));
  const make = () => zero(output, style.wording.constantElements(names.length, reason));
  return [{ ...place, elements: names.length, make }];
}
