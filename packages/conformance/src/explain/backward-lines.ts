/**
 * Every gradient with the paths it came by: intermediates from the end to the beginning, then the inputs.
 *
 * @module
 */
import { indices } from '../oracle/tape.ts';

import { grouped } from './grouped.ts';
import { inOneParagraph } from './forward-lines.ts';
import { commonReason, isZero, tensorLines } from './gradient-equations.ts';
import { GradientTerms } from './gradient-terms.ts';
import type { Line } from './lines.ts';
import { plain, type ParagraphOf } from './paragraphs.ts';
import type { Solution } from './solution.ts';
import type { Style } from './style.ts';
import { elementName } from './symbols.ts';

/** What the lines need beside the solution. */
export interface BackwardContext {
  readonly solution: Solution;
  readonly style: Style;
  /** The inputs whose gradients are shown; with `only`, single elements of them. */
  readonly inputs: readonly string[];
  readonly only?: (input: string, index: readonly number[]) => boolean;
  /** Without output gradients there are formulas, and no numbers. */
  readonly numbers: boolean;
  readonly paragraphOf: ParagraphOf;
}

/** Symbols whose gradient is more than the output gradient given for them: the states of a recurrence. */
export function statesOf(solution: Solution): string[] {
  const terms = new GradientTerms(solution);
  const inside = [...solution.seeds.keys()].filter((expression) => {
    const { kind } = solution.trace.tape.steps[expression]!;
    const { given, terms: all } = terms.into(expression);
    return kind !== 'leaf' && kind !== 'constant' && given > 0 && all.length > given;
  });
  return [...new Set(inside.map((expression) => solution.symbols.get(expression)!.symbol))];
}

/** The lines of the backward pass. */
export function backwardLines(context: BackwardContext): Line[] {
  const terms = new GradientTerms(context.solution);
  // From the end: what comes back to a step has been found by the time it is asked for.
  const between = intermediateLines(context, terms);
  return inOneParagraph([...between, ...inputLines(context, terms)]);
}

function intermediateLines(context: BackwardContext, terms: GradientTerms): Line[] {
  const { solution, paragraphOf } = context;
  const { steps } = solution.trace.tape;
  const backwards = [...solution.symbols]
    .filter(([expression]) => steps[expression]!.kind !== 'leaf')
    .sort(([a], [b]) => b - a);
  const elements = backwards.flatMap(([expression, { symbol, index }]) => {
    const flow = terms.into(expression);
    const isWritten = isZero(flow) ? solution.published.has(expression) : terms.hasLine(expression);
    const left = terms.nameOf(expression);
    return isWritten ? [{ expression, symbol, index, flow, left, named: left.slice(0, 1) + symbol }] : [];
  });
  const zeros = new Set(
    [...grouped(elements, ({ named }) => named)]
      .filter(([, all]) => commonReason(all))
      .map(([named]) => named),
  );
  const paragraph = ({ named, symbol, index }: (typeof elements)[number]) =>
    zeros.has(named) ? plain(named) : paragraphOf(symbol, index);
  return [...grouped(elements, (one) => paragraph(one).name).values()].flatMap((some) =>
    [...grouped(some, ({ named }) => named)].flatMap(([named, ofSymbol]) =>
      tensorLines(context, { symbol: named, paragraph: paragraph(ofSymbol[0]!) }, ofSymbol.reverse()),
    ),
  );
}

function inputLines(context: BackwardContext, terms: GradientTerms): Line[] {
  const { solution, only = () => true } = context;
  return context.inputs.flatMap((name): Line[] => {
    const { shape, expressions } = solution.trace.values.get(name)!;
    const symbol = `d${name}`;
    const elements = Array.from(indices(shape), (index, i) => {
      const expression = expressions[i]!;
      return { expression, index, left: elementName(symbol, index, shape), flow: terms.into(expression) };
    });
    const shown = elements.filter(({ index }) => only(name, index));
    return tensorLines(context, { symbol, paragraph: plain(symbol) }, shown);
  });
}
