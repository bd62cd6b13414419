/**
 * The page of one call of one operator.
 *
 * @module
 */
import type { FloatTensor, OperatorName, Tensor } from '@gradspec/spec';
import { traceCall, type Trace } from '../oracle/trace.ts';
import { fromJsonAll, gradientsFromJson } from '../vectors/json-tensor.ts';
import type { JsonTensors, OperatorVector } from '../vectors/types.ts';
import { backwardLines, statesOf } from './backward-lines.ts';
import { formulaLines, shapeLines } from './call-lines.ts';
import { forwardLines } from './forward-lines.ts';
import { wrapText } from './line-breaks.ts';
import { writeLines } from './lines.ts';
import { notesOn } from './notes.ts';
import { paragraphsOf } from './paragraphs.ts';
import type { Section } from './section.ts';
import { solve, type Solution } from './solution.ts';
import type { Style } from './style.ts';
import { sideBySide, tensorPictures } from './tensor-picture.ts';
import type { ConstantReason } from './wording.ts';

/** A call worked out. */
export interface SolvedCall {
  readonly operator: OperatorName;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputs: readonly string[];
  readonly solution: Solution;
  /** Undefined where none were given. */
  readonly outputGrads: Readonly<Record<string, FloatTensor>> | undefined;
}

/** What an operator vector says, and what a vector may leave out. */
type GivenCall = Pick<OperatorVector, 'operator' | 'inputs' | 'attributes'> & {
  readonly outputGrads?: JsonTensors | undefined;
};

/** Works a call out. Without output gradients all of them are symbols without a value. */
export function solveCall(vector: GivenCall): SolvedCall {
  const inputs = fromJsonAll(vector.inputs, 'float64');
  const trace = traceCall(vector.operator, inputs, vector.attributes);
  const outputs = [...trace.values.keys()].filter((name) => !Object.hasOwn(inputs, name));
  const outputGrads = vector.outputGrads && gradientsFromJson(vector.outputGrads, 'float64');
  const solution = solve({
    trace,
    inputs,
    outputGrads: outputGrads ?? unknownGradients(trace, outputs),
    seedName: (output) => (outputs.length === 1 ? 'δ' : `δ${output}`),
  });
  return { operator: vector.operator, attributes: vector.attributes, inputs, outputs, solution, outputGrads };
}

const unknownGradients = (trace: Trace, outputs: readonly string[]): Record<string, FloatTensor> =>
  Object.fromEntries(
    outputs.map((name) => {
      const { shape, expressions } = trace.values.get(name)!;
      return [name, { dtype: 'float64', shape, data: new Float64Array(expressions.length).fill(NaN) }];
    }),
  );

/** The sections of an operator vector. */
export function operatorSections(vector: GivenCall, style: Style): Section[] {
  const call = solveCall(vector);
  return [
    ...callSections(call, style),
    forwardSection(call, style),
    backwardSection(call, style),
    notesSection(call, style),
  ];
}

/** Formula, shapes and inputs of a call. */
export function callSections(call: SolvedCall, style: Style): Section[] {
  const { operator, attributes, inputs } = call;
  const shapes = Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, shape]));
  const shaped = { operator, shapes, attributes };
  const pictures = Object.entries(inputs).flatMap(([name, tensor]) => tensorPictures(name, tensor, style));
  return [
    { heading: style.wording.formula, body: formulaLines(shaped, style) },
    { heading: style.wording.shapes, body: shapeLines(shaped, style) },
    { heading: style.wording.inputs, body: sideBySide(pictures, style.width) },
  ];
}

const constants: { readonly [Op in OperatorName]?: ConstantReason } = {
  rnn: 'pastEnd',
  lstm: 'pastEnd',
  gru: 'pastEnd',
  softmaxCrossEntropy: 'labelNotCounted',
  hingeLoss: 'labelNotCounted',
};

/** Why an element of an operator's output may be a constant. */
export const constantReason = (operator: OperatorName): ConstantReason => constants[operator] ?? 'emptySum';

const paragraphs = ({ solution }: SolvedCall) => paragraphsOf(solution, () => '');

/** The forward section of a call. */
export function forwardSection(call: SolvedCall, style: Style): Section {
  const { solution, outputs, operator } = call;
  const constant = () => constantReason(operator);
  const lines = forwardLines({ solution, style, outputs, constant, paragraphOf: paragraphs(call) });
  return { heading: style.wording.forward, body: writeLines(lines, style) };
}

/** The backward section of a call; `only` picks single elements of the inputs. */
export function backwardSection(
  call: SolvedCall,
  style: Style,
  only?: (input: string, index: readonly number[]) => boolean,
): Section {
  const { solution, outputGrads, inputs } = call;
  const differentiable = Object.keys(inputs).filter((name) => inputs[name]!.dtype !== 'int32');
  const lines = backwardLines({
    solution,
    style,
    inputs: differentiable,
    ...(only && { only }),
    numbers: outputGrads !== undefined,
    paragraphOf: paragraphs(call),
  });
  return {
    heading: style.wording.backward,
    body: [...seedLines(solution, outputGrads, style), '', ...writeLines(lines, style)],
  };
}

/** The output gradients, drawn, and what is to be known of them. */
export function seedLines(
  solution: Solution,
  outputGrads: SolvedCall['outputGrads'],
  style: Style,
): string[] {
  const { wording, width } = style;
  const hasMaximum = solution.trace.tape.steps.some(
    ({ kind }, expression) => kind === 'max' && solution.symbols.has(expression),
  );
  const routing = hasMaximum ? wrapText(wording.maxRoutes, width, '  ') : [];
  if (!outputGrads) return [...wrapText(wording.notGiven, width, '  '), ...routing];
  const pictures = Object.entries(outputGrads).flatMap(([output, tensor]) =>
    tensorPictures(solution.seedNames[output]!, tensor, style),
  );
  const states = statesOf(solution).flatMap((symbol) => wrapText(wording.stateGradient(symbol), width, '  '));
  const hasStates = [...solution.symbols.values()].some(
    ({ symbol }) => symbol.includes('.') && solution.trace.values.has(symbol),
  );
  const outside = hasStates ? wrapText(wording.outsideGradient, width, '  ') : [];
  return [
    ...wrapText(wording.outputGradients(Object.values(solution.seedNames)), width, '  '),
    ...sideBySide(pictures, width),
    ...routing,
    ...states,
    ...outside,
  ];
}

function notesSection({ solution, inputs }: SolvedCall, style: Style): Section {
  const integers = Object.entries(inputs).filter(([, { dtype }]) => dtype === 'int32');
  const notes = notesOn(solution, integers, style.wording);
  return { heading: style.wording.notes, body: notes.flatMap((note) => wrapText(note, style.width, '  ')) };
}
