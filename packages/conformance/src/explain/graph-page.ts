/**
 * The page of a graph: node by node forward, and back again.
 *
 * @module
 */
import { elementCount, operators, type FloatTensor, type InputSpec, type Tensor } from '@gradspec/spec';
import { traceGraph } from '../oracle/trace.ts';
import { fromJsonAll, gradientsFromJson } from '../vectors/json-tensor.ts';
import type { GraphProgram, JsonNode, JsonTensors, Relation } from '../vectors/types.ts';
import { backwardLines } from './backward-lines.ts';
import { attributeTexts } from './call-lines.ts';
import { forwardLines } from './forward-lines.ts';
import { glanceLines } from './glance.ts';
import { wrapText } from './line-breaks.ts';
import { writeLines } from './lines.ts';
import { notesOn } from './notes.ts';
import { constantReason, seedLines } from './operator-page.ts';
import { paragraphsOf } from './paragraphs.ts';
import type { Section } from './section.ts';
import { solve, type Solution } from './solution.ts';
import type { Style } from './style.ts';
import { sideBySide, tensorPictures } from './tensor-picture.ts';

/** A graph worked out. */
export interface SolvedGraph {
  readonly nodes: readonly JsonNode[];
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly solution: Solution;
  readonly outputGrads: Readonly<Record<string, FloatTensor>> | undefined;
}

/** What a graph says, and what it may leave out. */
export interface GivenGraph extends GraphProgram {
  readonly outputGrads?: JsonTensors;
  readonly relations?: readonly Relation[];
}

/** Works a graph out; the gradient of what nothing reads is called d and its name, of anything else δ and its name. */
export function solveGraph({ inputs: json, nodes, outputGrads: grads }: GivenGraph): SolvedGraph {
  const inputs = fromJsonAll(json, 'float64');
  const trace = traceGraph(nodes, inputs);
  const read = new Set(nodes.flatMap((node) => Object.values(node.inputs)));
  const outputGrads = grads && gradientsFromJson(grads, 'float64');
  const seedName = (output: string) =>
    read.has(output) || output.includes('.') ? `δ${output}` : `d${output}`;
  return {
    nodes,
    inputs,
    outputGrads,
    solution: solve({ trace, inputs, outputGrads: outputGrads ?? {}, seedName }),
  };
}

/** The sections of a graph; without output gradients, forward only. */
export function graphSections(given: GivenGraph, style: Style): Section[] {
  const graph = solveGraph(given);
  const { wording, width } = style;
  const sections = [...programSections(graph, style), graphForward(graph, style)];
  if (graph.outputGrads) sections.push(graphBackward(graph, style));
  const integers = graph.nodes.flatMap((node) =>
    Object.entries(node.inputs).flatMap(([argument, ref]) =>
      graph.inputs[ref]?.dtype === 'int32' ? [[argument, graph.inputs[ref]] as const] : [],
    ),
  );
  const notes = [
    ...(given.relations ?? []).map(wording.relation),
    ...notesOn(graph.solution, integers, wording),
  ];
  return [
    ...sections,
    { heading: wording.atAGlance(graph.outputGrads !== undefined), body: glanceLines(graph, style) },
    { heading: wording.notes, body: notes.flatMap((note) => wrapText(note, width, '  ')) },
  ];
}

/** The nodes and inputs of a graph. */
export function programSections(graph: SolvedGraph, style: Style): Section[] {
  const { wording, width } = style;
  const pictures = Object.entries(graph.inputs).flatMap(([name, tensor]) =>
    tensorPictures(name, tensor, style),
  );
  const isScalar = [...graph.solution.trace.values.values()].every(({ shape }) => elementCount(shape) === 1);
  return [
    {
      heading: wording.nodes,
      body: graph.nodes.flatMap((node) => wrapText(nodeText(graph, node), width, '  ')),
    },
    {
      heading: wording.inputs,
      body: [
        ...sideBySide(pictures, width),
        ...(isScalar ? [] : ['', ...wrapText(wording.indices, width, '  ')]),
      ],
    },
  ];
}

/** A node as a call: `y = maxPool(conv; kernel = [1, 2])`; an optional input says which one it is. */
function nodeText(
  { inputs, solution }: SolvedGraph,
  { name, operator, inputs: refs, attributes }: JsonNode,
): string {
  const known = operators[operator].inputs as Record<string, InputSpec>;
  const shapes = Object.fromEntries(
    Object.entries(refs).map(([argument, ref]) => [
      argument,
      (inputs[ref] ?? solution.trace.values.get(ref))!.shape,
    ]),
  );
  const given = Object.entries(refs).map(([argument, ref]) =>
    known[argument]?.optional && argument !== ref ? `${argument}: ${ref}` : ref,
  );
  const extra = attributeTexts({ operator, shapes, attributes });
  return `${name} = ${operator}(${[given.join(', '), ...(extra.length > 0 ? [extra.join(', ')] : [])].join('; ')})`;
}

const nodeOf = (symbol: string): string => symbol.split('.')[0]!;
const outputsOf = ({ inputs, solution }: SolvedGraph): string[] =>
  [...solution.trace.values.keys()].filter((name) => !Object.hasOwn(inputs, name));

/** The forward section of a graph. */
export function graphForward(graph: SolvedGraph, style: Style): Section {
  const { solution, nodes } = graph;
  const operatorOf = new Map(nodes.map(({ name, operator }) => [name, operator]));
  const constant = (output: string) => constantReason(operatorOf.get(nodeOf(output))!);
  const paragraphOf = paragraphsOf(solution, nodeOf);
  const lines = forwardLines({ solution, style, outputs: outputsOf(graph), constant, paragraphOf });
  return { heading: style.wording.forward, body: writeLines(lines, style) };
}

function graphBackward({ solution, inputs, outputGrads }: SolvedGraph, style: Style): Section {
  const differentiable = Object.keys(inputs).filter((name) => inputs[name]!.dtype !== 'int32');
  const paragraphOf = paragraphsOf(solution, nodeOf);
  const lines = backwardLines({ solution, style, inputs: differentiable, numbers: true, paragraphOf });
  return {
    heading: style.wording.backward,
    body: [...seedLines(solution, outputGrads, style), '', ...writeLines(lines, style)],
  };
}
