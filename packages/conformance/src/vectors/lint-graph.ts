/**
 * What is wrong with the net of a vector: nodes that read what is not there, calls that the spec refuses, values and
 * gradients of another shape than the net gives them.
 *
 * @module
 */
import { inferShapes, operators, SpecError, type Shape } from '@gradspec/spec';
import { lintShapes } from './lint-shapes.ts';
import type { ArithmeticVector, ContributionsVector, GraphProgram, GraphVector, JsonNode } from './types.ts';

interface Walked {
  readonly problems: readonly string[];
  /** The shape of every value, by name: graph inputs, and what the nodes make. */
  readonly shapes: ReadonlyMap<string, Shape>;
}

/** Goes through the nodes in order; after the first that is wrong, nothing more can be said. */
function walk({ inputs, nodes }: GraphProgram): Walked {
  const shapes = new Map<string, Shape>(Object.entries(inputs).map(([name, { shape }]) => [name, shape]));
  for (const node of nodes) {
    const problem = nodeProblem(node, shapes);
    if (problem !== undefined) return { problems: [`nodes: ${node.name}: ${problem}`], shapes };
  }
  return { problems: [], shapes };
}

/** A node's outputs and the names of their values: the node's own name, or `node.output` of a node with several. */
function outputsOf({ name, operator }: JsonNode): readonly (readonly [output: string, ref: string])[] {
  const outputs = Object.keys(operators[operator].outputs);
  return outputs.map((output) => [output, outputs.length === 1 ? name : `${name}.${output}`]);
}

/** What is wrong with a node; when nothing is, its values join the shapes. */
function nodeProblem(node: JsonNode, shapes: Map<string, Shape>): string | undefined {
  const { name, operator, inputs, attributes } = node;
  const made = outputsOf(node);
  if (shapes.has(name) || made.some(([, ref]) => shapes.has(ref)))
    return 'another input or node has this name';
  for (const [input, ref] of Object.entries(inputs))
    if (!shapes.has(ref))
      return `${input} reads '${ref}', which is no input and no value of a node before it`;
  try {
    const given = Object.fromEntries(Object.entries(inputs).map(([input, ref]) => [input, shapes.get(ref)!]));
    const { outputShapes } = inferShapes(operator, given, attributes);
    for (const [output, ref] of made)
      shapes.set(ref, (outputShapes as Readonly<Record<string, Shape>>)[output]!);
    return undefined;
  } catch (error) {
    if (error instanceof SpecError) return `the spec refuses the call: ${error.message}`;
    throw error;
  }
}

const unknown = (where: string, ref: string, known: Iterable<string>): string =>
  `${where}: there is no value '${ref}'; there is ${[...known].join(', ')}`;

/** The problems of a net or of arithmetic. */
export function lintGraph(vector: GraphVector | ArithmeticVector): readonly string[] {
  const { problems, shapes } = walk(vector);
  if (problems.length > 0) return problems;
  const net: Partial<GraphVector> = vector.kind === 'graph' ? vector : {};
  const own: Partial<Pick<GraphVector, 'values' | 'gradients'>> = vector.float32 ?? {};
  const relations = net.relations ?? [];
  return [
    ...lintShapes('values', vector.values, shapes),
    ...lintShapes('outputGrads', net.outputGrads, shapes),
    ...lintShapes('gradients', net.gradients, shapes),
    ...lintShapes('float32.values', own.values, shapes),
    ...lintShapes('float32.gradients', own.gradients, shapes),
    ...relations.flatMap(({ between }, i) =>
      between.filter((ref) => !shapes.has(ref)).map((ref) => unknown(`relations[${i}]`, ref, shapes.keys())),
    ),
    ...(net.gradients && !net.outputGrads
      ? ['gradients: there are no outputGrads that they could come from']
      : []),
  ];
}

/** The problems of a contribution table. */
export function lintContributions(vector: ContributionsVector): readonly string[] {
  const { losses, steps, table, totals, inputs } = vector;
  const { problems, shapes } = walk(vector);
  if (problems.length > 0) return problems;
  const parameters = Object.keys(steps);
  return [
    ...losses.filter((ref) => !shapes.has(ref)).map((ref) => unknown('losses', ref, shapes.keys())),
    ...parameters.flatMap((name) =>
      steps[name]!.filter((ref) => !Object.hasOwn(inputs, ref)).map((ref) =>
        unknown(`steps.${name}`, ref, Object.keys(inputs)),
      ),
    ),
    ...Object.entries({ table, totals }).flatMap(([where, of]) =>
      Object.keys(of).sort().join() === parameters.toSorted().join()
        ? []
        : [
            `${where}: expected an entry for each of ${parameters.join(', ')}, got ${Object.keys(of).join(', ')}`,
          ],
    ),
    ...Object.entries(table).flatMap(([name, rows]) => {
      const columns = steps[name]?.length ?? 0;
      const fits = rows.length === losses.length && rows.every((row) => row.length === columns);
      return fits
        ? []
        : [`table.${name}: expected ${losses.length} rows (losses) of ${columns} columns (steps)`];
    }),
  ];
}
