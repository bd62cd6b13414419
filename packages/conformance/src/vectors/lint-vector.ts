/**
 * What is wrong with one vector beyond its form: data that does not fill its shape, calls that the spec refuses, answers
 * of another shape than the spec's, names that nothing has. Whether the numbers are right is for the oracle to say.
 *
 * @module
 */
import { checkCall, elementCount, SpecError, type OperatorName, type Shape } from '@gradspec/spec';
import { fromJsonAll } from './json-tensor.ts';
import { lintContributions, lintGraph } from './lint-graph.ts';
import { lintShapes } from './lint-shapes.ts';
import type { JacobianVector, JsonTensor, JsonTensors, OperatorVector, Vector } from './types.ts';

/** The problems of a vector that its schema accepts, each with the place in it. */
export function lintVector(vector: Vector): readonly string[] {
  const unfilled = lintSizes(vector, []);
  if (unfilled.length > 0) return unfilled;
  switch (vector.kind) {
    case 'operator':
      return lintOperator(vector);
    case 'jacobian':
      return lintJacobian(vector);
    case 'graph':
    case 'arithmetic':
      return lintGraph(vector);
    case 'contributions':
      return lintContributions(vector);
    case 'shape':
    case 'error':
    case 'count':
      return []; // shapes only: the suite checks them by the spec
  }
}

function isTensor(value: object): value is JsonTensor {
  const { shape, data } = value as Partial<JsonTensor>;
  return Array.isArray(shape) && Array.isArray(data);
}

/** The tensors anywhere in a vector whose data does not fill their shape. */
function lintSizes(value: unknown, path: readonly string[]): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (!isTensor(value))
    return Object.entries(value).flatMap(([key, item]) => lintSizes(item, [...path, key]));
  const { shape, data } = value;
  const count = elementCount(shape);
  return data.length === count
    ? []
    : [
        `${path.join('.')}: shape [${shape.join(', ')}] holds ${count} element${count === 1 ? '' : 's'}, got ${data.length}`,
      ];
}

type Shapes = ReadonlyMap<string, Shape>;
type Called = { readonly problem: string } | { readonly inputs: Shapes; readonly outputs: Shapes };

/** The shapes of a call's floating inputs and of its outputs, or the spec's objection to it. */
function call(operator: OperatorName, inputs: JsonTensors, attributes: object = {}): Called {
  try {
    const { outputShapes } = checkCall(operator, fromJsonAll(inputs, 'float64') as never, attributes);
    const floating = Object.entries(inputs).filter(([, { dtype }]) => dtype === undefined);
    return {
      inputs: new Map(floating.map(([name, { shape }]) => [name, shape])),
      outputs: new Map(Object.entries<Shape>(outputShapes)),
    };
  } catch (error) {
    if (error instanceof SpecError) return { problem: `the spec refuses the call: ${error.message}` };
    throw error;
  }
}

type Answers = { readonly outputs?: JsonTensors; readonly inputGrads?: JsonTensors };

function lintOperator(vector: OperatorVector): readonly string[] {
  const called = call(vector.operator, vector.inputs, vector.attributes);
  if ('problem' in called) return [called.problem];
  const answers = (where: string, { outputs, inputGrads }: Answers) => [
    ...lintShapes(`${where}outputs`, outputs, called.outputs),
    ...lintShapes(`${where}inputGrads`, inputGrads, called.inputs),
  ];
  const others = vector.alternatives ?? [];
  return [
    ...answers('', vector),
    ...lintShapes('outputGrads', vector.outputGrads, called.outputs),
    ...answers('float32.', vector.float32 ?? {}),
    ...others.flatMap((alternative, i) => answers(`alternatives[${i}].`, alternative)),
    ...(vector.inputGrads && !vector.outputGrads
      ? ['inputGrads: there are no outputGrads that they could come from']
      : []),
  ];
}

function lintJacobian({ operator, inputs, attributes, jacobian, paths }: JacobianVector): readonly string[] {
  const called = call(operator, inputs, attributes);
  if ('problem' in called) return [called.problem];
  const named = (where: string, kind: 'inputs' | 'outputs', name: string) =>
    called[kind].has(name)
      ? []
      : [`${where}: ${operator} has no ${name}; it has ${[...called[kind].keys()].join(', ')}`];
  const places = [
    ...(jacobian
      ? [
          ...named('jacobian.output', 'outputs', jacobian.output),
          ...named('jacobian.input', 'inputs', jacobian.input),
        ]
      : []),
    ...(paths ? named('paths.output', 'outputs', paths.output) : []),
    ...(paths?.of ?? []).flatMap(({ input }, i) => named(`paths.of[${i}].input`, 'inputs', input)),
  ];
  if (places.length > 0) return places;
  const rows =
    jacobian && [called.outputs.get(jacobian.output)!, called.inputs.get(jacobian.input)!].map(elementCount);
  return [
    ...(rows ? lintShapes('jacobian', { rows: jacobian.rows }, new Map([['rows', rows]])) : []),
    ...(paths
      ? lintShapes(
          'paths',
          { outputGrad: paths.outputGrad },
          new Map([['outputGrad', called.outputs.get(paths.output)!]]),
        )
      : []),
    ...(paths?.of ?? []).flatMap(({ input, at, terms }, i) => [
      ...within(`paths.of[${i}].at`, at, called.inputs.get(input)!),
      ...terms.flatMap(({ from }, j) =>
        within(`paths.of[${i}].terms[${j}].from`, from, called.outputs.get(paths!.output)!),
      ),
    ]),
  ];
}

function within(where: string, index: readonly number[], shape: Shape): readonly string[] {
  const inside = index.length === shape.length && index.every((i, axis) => i < shape[axis]!);
  return inside
    ? []
    : [`${where}: [${index.join(', ')}] is no place in a tensor of shape [${shape.join(', ')}]`];
}
