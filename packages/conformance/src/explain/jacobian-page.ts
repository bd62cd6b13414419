/**
 * The page of a Jacobian: a row per output element, first in symbols and then in numbers; or of the paths to a gradient.
 *
 * @module
 */
import type { FloatTensor } from '@gradspec/spec';
import type { JacobianVector } from '../vectors/types.ts';
import { sum } from './formula.ts';
import { GradientTerms, termFormula } from './gradient-terms.ts';
import { wrapText } from './line-breaks.ts';
import type { Derivative } from './local-derivative.ts';
import { printNumber } from './numbers.ts';
import {
  backwardSection,
  callSections,
  forwardSection,
  solveCall,
  type SolvedCall,
} from './operator-page.ts';
import { printFormula } from './print-formula.ts';
import type { Section } from './section.ts';
import { solve } from './solution.ts';
import type { Style } from './style.ts';
import { elementNames } from './symbols.ts';
import { fitsInOneBand, tableLines } from './table.ts';

/** The sections of a Jacobian vector. */
export function jacobianSections(vector: JacobianVector, style: Style): Section[] {
  const { paths } = vector;
  const call = solveCall({ ...vector, outputGrads: paths && { [paths.output]: paths.outputGrad } });
  const sections = [...callSections(call, style), forwardSection(call, style)];
  if (vector.jacobian || !paths) {
    const input = Object.keys(call.inputs)[0]!;
    sections.push(matrixSection(call, vector.jacobian ?? { output: call.outputs[0]!, input }, style));
  }
  if (paths) {
    const wanted = new Set(paths.of.map(({ input, at }) => `${input}[${at.join()}]`));
    sections.push(backwardSection(call, style, (input, index) => wanted.has(`${input}[${index.join()}]`)));
  }
  return sections;
}

interface Pair {
  readonly output: string;
  readonly input: string;
}

function matrixSection(call: SolvedCall, pair: Pair, style: Style): Section {
  const { trace } = call.solution;
  const rows = elementNames(pair.output, trace.values.get(pair.output)!.shape);
  const columns = elementNames(pair.input, trace.values.get(pair.input)!.shape);
  const numbers = derivatives(call, pair).map((row) => row.map((value) => printNumber(value).text));
  const symbols = formulas(call, pair, style);
  const titled = (cells: readonly (readonly string[])[]) => [
    ['', ...columns],
    ...cells.map((row, i) => [rows[i]!, ...row]),
  ];
  const tables = [...(symbols ? [titled(symbols)] : []), titled(numbers)];
  const { wording, width } = style;
  const body = tables.filter((table, i) => i === tables.length - 1 || fitsInOneBand(table, width));
  return {
    heading: wording.jacobian,
    body: [
      ...wrapText(wording.jacobianOf(pair.output, pair.input), width, '  '),
      ...body.flatMap((table) => ['', ...tableLines(table, width)]),
    ],
  };
}

/** One walk back per output element. */
function derivatives({ solution, inputs }: SolvedCall, { output, input }: Pair): number[][] {
  const { shape, expressions } = solution.trace.values.get(output)!;
  const columns = solution.trace.values.get(input)!.expressions;
  return expressions.map((_, row) => {
    const data = Float64Array.from(expressions, (__, i) => (i === row ? 1 : 0));
    const one: FloatTensor = { dtype: 'float64', shape, data };
    const { gradients } = solve({
      trace: solution.trace,
      inputs,
      outputGrads: { [output]: one },
      seedName: (name) => name,
    });
    return columns.map((expression) => gradients[expression] ?? 0);
  });
}

/** The same in symbols: the terms of each gradient by the output gradient they begin with; undefined if they go round. */
function formulas(
  { inputs, solution }: SolvedCall,
  { output, input }: Pair,
  style: Style,
): string[][] | undefined {
  const { shape, expressions } = solution.trace.values.get(output)!;
  const outputGrads = {
    [output]: { dtype: 'float64', shape, data: new Float64Array(expressions.length) } as const,
  };
  const terms = new GradientTerms(solve({ trace: solution.trace, inputs, outputGrads, seedName: () => 'δ' }));
  const rows = elementNames('δ', shape);
  const flows = solution.trace.values
    .get(input)!
    .expressions.map((expression) => terms.into(expression).terms);
  const first = ({ factors: [sent] }: Derivative) => (sent?.kind === 'symbol' ? sent.text : '');
  if (flows.flat().some((term) => !rows.includes(first(term)))) return undefined;
  return rows.map((row) =>
    flows.map((flow) => {
      const own = flow
        .filter((term) => first(term) === row)
        .map((term) => termFormula({ ...term, factors: term.factors.slice(1) }));
      return printFormula(sum(own), { ...style, as: 'symbols' }).text;
    }),
  );
}
