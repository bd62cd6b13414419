/**
 * Putting a call, or a whole graph of calls, on one tape.
 *
 * @module
 */
import { topologicalOrder, type GraphNode } from '@gradspec/graph';
import {
  inferShapes,
  type Call,
  type FloatTensor,
  type OperatorName,
  type Shape,
  type Tensor,
} from '@gradspec/spec';
import { definitions } from './definitions/index.ts';
import type { Definition } from './definitions/definition.ts';
import { indices, Tape, type Elements, type Expression } from './tape.ts';

/** A tensor of expressions, in row-major order. */
export interface Traced {
  readonly shape: Shape;
  readonly expressions: readonly Expression[];
}

/** A tape and what stands where on it: every input and every output, by name. */
export interface Trace {
  /** Of a single call; a graph has none. */
  readonly operator?: OperatorName;
  readonly tape: Tape;
  readonly values: ReadonlyMap<string, Traced>;
}

/** A node of a graph, by the names of its inputs. */
export interface TraceableNode {
  readonly name: string;
  readonly operator: OperatorName;
  readonly inputs: Readonly<Record<string, string>>;
  readonly attributes?: object;
}

const elementsOf = ({ shape, expressions }: Traced): Elements => ({
  shape,
  at: (...index) => expressions[index.reduce((flat, i, axis) => flat * shape[axis]! + i, 0)]!,
});

function putInputs(tape: Tape, inputs: Readonly<Record<string, Tensor>>): Map<string, Traced> {
  const values = new Map<string, Traced>();
  for (const [name, { dtype, shape, data }] of Object.entries(inputs)) {
    if (dtype === 'int32') continue;
    const elements = tape.steps.length;
    tape.input(name, shape);
    values.set(name, { shape, expressions: Array.from(data, (_, i) => elements + i) });
  }
  return values;
}

/** Defines one operator's outputs on the tape; `integers` are its labels and lengths. */
function define(
  tape: Tape,
  node: Pick<TraceableNode, 'operator' | 'attributes'>,
  inputs: Readonly<Record<string, Traced>>,
  integers: Readonly<Record<string, Tensor>>,
): Record<string, Traced> {
  const shapes: Record<string, Shape> = {};
  for (const [name, { shape }] of Object.entries({ ...inputs, ...integers })) shapes[name] = shape;
  const inferred = inferShapes(node.operator, shapes, node.attributes);
  const call = { operator: node.operator, inputs: integers, dtype: 'float64', ...inferred };
  const elements = Object.fromEntries(
    Object.entries(inputs).map(([name, traced]) => [name, elementsOf(traced)]),
  );
  const definition = definitions[node.operator] as Definition<OperatorName>;
  const outputs = definition(tape, elements, call as unknown as Call<OperatorName>) as Record<
    string,
    Expression[]
  >;
  const outputShapes = inferred.outputShapes as Record<string, Shape>;
  return Object.fromEntries(
    Object.entries(outputs).map(([name, expressions]) => [name, { shape: outputShapes[name]!, expressions }]),
  );
}

/** The tape of one call; its outputs are named as the operator names them. */
export function traceCall(
  operator: OperatorName,
  inputs: Readonly<Record<string, Tensor>>,
  attributes?: object,
): Trace {
  const tape = new Tape();
  const values = putInputs(tape, inputs);
  const integers = Object.fromEntries(Object.entries(inputs).filter(([, { dtype }]) => dtype === 'int32'));
  const node = attributes ? { operator, attributes } : { operator };
  const outputs = define(tape, node, Object.fromEntries(values), integers);
  for (const [name, output] of Object.entries(outputs)) {
    nameElements(tape, name, output, (expression) => !tape.names.has(expression));
    values.set(name, output);
  }
  return { operator, tape, values };
}

/** The tape of a graph, its nodes in any order; a value is named by its node, or `node.output`. */
export function traceGraph(nodes: readonly TraceableNode[], inputs: Readonly<Record<string, Tensor>>): Trace {
  const tape = new Tape();
  const values = putInputs(tape, inputs);
  const graph = { inputs: Object.keys(inputs), nodes: nodes as readonly GraphNode[] };
  for (const node of topologicalOrder(graph) as readonly TraceableNode[]) {
    const given: Record<string, Traced> = {};
    const integers: Record<string, Tensor> = {};
    for (const [input, ref] of Object.entries(node.inputs)) {
      const value = values.get(ref);
      if (value) given[input] = value;
      else integers[input] = inputs[ref]!;
    }
    const first = tape.steps.length;
    const outputs = separate(tape, define(tape, node, given, integers), first);
    const single = Object.keys(outputs).length === 1;
    for (const [expression, name] of tape.names)
      if (expression >= first) tape.names.set(expression, { ...name, symbol: `${node.name}.${name.symbol}` });
    for (const [output, traced] of Object.entries(outputs)) {
      const ref = single ? node.name : `${node.name}.${output}`;
      nameElements(
        tape,
        ref,
        traced,
        (expression) => expression >= first && (single || !tape.names.has(expression)),
      );
      values.set(ref, traced);
    }
  }
  return { tape, values };
}

/**
 * Copies those outputs of a node that are also something else: an input handed on, a state that the node itself uses
 * again, or one value under two names. The gradient of a value is what its consumers send back, not what flows inside.
 */
function separate(tape: Tape, outputs: Record<string, Traced>, first: Expression): Record<string, Traced> {
  const used = new Set(tape.steps.slice(first).flatMap(({ of }) => of));
  const names = new Map<Expression, number>();
  for (const { expressions } of Object.values(outputs))
    for (const expression of expressions) names.set(expression, (names.get(expression) ?? 0) + 1);
  const own = (expression: Expression) =>
    expression < first || used.has(expression) || names.get(expression)! > 1
      ? tape.copy(expression)
      : expression;
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { shape, expressions }]) => [
      name,
      { shape, expressions: expressions.map(own) },
    ]),
  );
}

/** Names the elements of an output after it, where `wanted` says so. */
function nameElements(
  tape: Tape,
  symbol: string,
  output: Traced,
  wanted: (expression: Expression) => boolean,
): void {
  Array.from(indices(output.shape), (index, flat) => {
    const expression = output.expressions[flat]!;
    if (wanted(expression)) tape.name(expression, symbol, index);
  });
}

/** Output gradients as seeds of the backward walk. */
export function seedsOf<T>(
  trace: Trace,
  outputGrads: Readonly<Record<string, FloatTensor>>,
  of: (value: number) => T,
): (readonly [Expression, T])[] {
  return Object.entries(outputGrads).flatMap(([name, { data }]) =>
    trace.values.get(name)!.expressions.map((expression, i) => [expression, of(data[i]!)] as const),
  );
}
