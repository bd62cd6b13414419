/**
 * A run printed as text: the nodes in topological order, each with the edges that lead into it, the value above an edge
 * and its gradient below, as in cs231n's drawings.
 *
 * @module
 */
import type { Run, Step } from '../forward.ts';
import { outputsOf, readersOf, readsOf, type Reader, type Ref } from '../graph.ts';
import { columnsOf, shortened, wrapped } from './columns.ts';
import { drawEdges, type DrawnEdge } from './edge-drawing.ts';
import { edgeLabels, type EdgeLabels, type Gradients } from './edge-labels.ts';
import { shownAttributes, shownName } from './short.ts';

const hang = '    ';
/** The most columns that a name takes on an edge. */
const nameColumns = 22;

interface Page {
  readonly readers: ReadonlyMap<Ref, readonly Reader[]>;
  readonly labels: EdgeLabels;
}

/**
 * A run as text, no line wider than 80 columns.
 *
 * First the inputs, then a group of lines per node: its name, operator and attributes, the implementation it ran on and
 * where its value goes; below, an edge per input in three lines. A value that no node reads leads out of the graph on an
 * edge of its own. Scalars are numbers, tensors their shape and first three numbers; a name that is too long for an edge
 * is shortened there and stands in full below. Where a value branches, a line says what its gradient is the sum of.
 *
 * @param gradients - What `backward` returned, or `backwardByEdge`. With the latter every edge shows what came back along
 *   it; with the former an edge shows the gradient of the whole value, behind a Σ where that is a sum over several edges.
 * @returns lines, without a line break at the end.
 * @throws GraphError `other-graph` or `no-gradient` for gradients that are not of the run's values.
 */
export function graphText(run: Run, gradients?: Gradients): string {
  const readers = readersOf(run.steps.map(({ node }) => node));
  const page: Page = { readers, labels: edgeLabels(run.values, readers, gradients) };
  const made = new Set<Ref>();
  for (const { node } of run.steps) for (const [, ref] of outputsOf(node)) made.add(ref);
  const lines: string[] = [];
  for (const ref of run.values.keys())
    if (!made.has(ref)) for (const line of inputLines(ref, page)) lines.push(line);
  for (const step of run.steps) {
    if (lines.length > 0) lines.push('');
    for (const line of nodeLines(step, page)) lines.push(line);
  }
  return lines.join('\n');
}

function inputLines(ref: Ref, page: Page): string[] {
  const header = `input ${shownName(ref)}${destination(ref, page) || ', read by no node'}`;
  return [...wrapped(header, hang), ...drawn(outwards([ref], page)), ...sums([ref], page)];
}

function nodeLines({ node, implementation }: Step, page: Page): string[] {
  const outputs = outputsOf(node).map(([, ref]) => ref);
  const [only, another] = outputs;
  const whither = another === undefined ? destination(only!, page) : '';
  const attributes = shownAttributes(node.attributes);
  const call = attributes.length > 0 ? `${node.operator} (${attributes.join(', ')})` : node.operator;
  const header = `${shownName(node.name)} = ${call} on ${shownName(implementation.name)}`;
  const inwards = readsOf(node).map(([input, ref]) => edge(ref, page, { node: node.name, input }));
  return [
    ...wrapped(header + whither, hang),
    ...(another === undefined ? [] : outputs.flatMap((ref) => outputLines(ref, page))),
    ...drawn([...inwards, ...outwards(outputs, page)]),
    ...sums(outputs, page),
  ];
}

/** Of a node with several outputs, where one of them goes. */
function outputLines(ref: Ref, page: Page): string[] {
  const whither = destination(ref, page);
  return whither === '' ? [] : wrapped(`  ${shownName(ref)}${whither}`, hang);
}

/** `, to q1 (x), q2 (a, b)`: the nodes that read a value, and as which of their inputs. */
function destination(ref: Ref, { readers }: Page): string {
  const byNode = new Map<string, string[]>();
  for (const { node, input } of readers.get(ref) ?? []) {
    const inputs = byNode.get(node);
    if (inputs) inputs.push(input);
    else byNode.set(node, [input]);
  }
  const nodes = [...byNode].map(([node, inputs]) => `${shownName(node)} (${inputs.join(', ')})`);
  return nodes.length > 0 ? `, to ${nodes.join(', ')}` : '';
}

type NamedEdge = DrawnEdge & { readonly ref: Ref };

const edge = (ref: Ref, { labels }: Page, reader?: Reader): NamedEdge => ({
  ref,
  tail: shortened(shownName(ref), nameColumns),
  head: reader?.input ?? '',
  above: labels.above(ref),
  below: labels.below(ref, reader),
});

/** The edges out of the graph: values that no node reads. */
const outwards = (refs: readonly Ref[], page: Page): NamedEdge[] =>
  refs.filter((ref) => !page.readers.has(ref)).map((ref) => edge(ref, page));

/** The edges, and below them the names that were shortened. */
function drawn(edges: readonly NamedEdge[]): string[] {
  const long = edges.filter(({ ref }) => columnsOf(shownName(ref)) > nameColumns);
  const full = new Map(long.map(({ ref, tail }) => [ref, `  ${tail} is ${shownName(ref)}`]));
  return [...drawEdges(edges), ...[...full.values()].flatMap((line) => wrapped(line, hang))];
}

function sums(refs: readonly Ref[], { labels }: Page): string[] {
  return refs.flatMap((ref) => {
    const sum = labels.sum(ref);
    return sum === undefined ? [] : wrapped(`  gradients of ${shownName(ref)} add up: ${sum}`, hang);
  });
}
