/**
 * Checking a call: every implementation calls this, so the same mistake is the same error everywhere.
 *
 * @module
 */
import { checkShape, checkTensor, failure, type Fail } from './check-tensor.ts';
import { bindLayouts } from './layout.ts';
import type { InputSpec, OperatorSpec, OperatorTypes, Question } from './operator.ts';
import {
  isOperatorName,
  operatorNames,
  operators,
  type FilledAttributes,
  type InputName,
  type Inputs,
  type OperatorName,
  type OutputGrads,
  type Outputs,
} from './operators.ts';
import { show, SpecError } from './spec-error.ts';
import { sameShape, zeros, type FloatDtype, type Shape, type Tensor } from './tensor.ts';

/** A call that is right: its attributes filled in and its output shapes known. */
export interface Call<Op extends OperatorName> {
  readonly operator: Op;
  readonly inputs: Inputs<Op>;
  readonly attributes: FilledAttributes<Op>;
  readonly outputShapes: { readonly [O in keyof Outputs<Op>]: Shape };
  /** The dtype of every floating input and of the outputs. */
  readonly dtype: FloatDtype;
}

/** The result of `inferShapes`. */
export type Inferred<Op extends OperatorName> = Pick<Call<Op>, 'attributes' | 'outputShapes'>;

function specOf(operator: string): OperatorSpec {
  if (!isOperatorName(operator)) {
    const expected = `one of ${operatorNames.join(', ')}`;
    throw new SpecError({
      code: 'unknown-operator',
      operator,
      argument: 'operator',
      expected,
      got: show(operator),
    });
  }
  // The table is heterogeneous; each operator's own types are checked where it is defined.
  return operators[operator];
}

function ask(
  spec: OperatorSpec,
  shapes: Readonly<Record<string, Shape | undefined>>,
  given: object,
): Question<OperatorTypes> {
  const fail = failure(spec.name);
  if (typeof given !== 'object' || given === null)
    fail('bad-attribute', 'attributes', 'an object of attributes by name', show(given));
  const inputs = spec.inputs as Record<string, InputSpec>;
  for (const name of Object.keys(shapes))
    if (!Object.hasOwn(inputs, name))
      fail('unknown-input', name, `one of ${Object.keys(inputs).join(', ')}`, 'an input of that name');
  for (const name in inputs)
    if (!inputs[name]!.optional && !shapes[name])
      fail('missing-input', name, `a tensor [${inputs[name]!.layout.replaceAll(',', ', ')}]`, 'nothing');
  for (const name of Object.keys(given))
    if (!Object.hasOwn(spec.attributes, name)) {
      const known = Object.keys(spec.attributes);
      const expected = known.length ? `one of ${known.join(', ')}` : 'no attributes';
      fail('unknown-attribute', name, expected, show((given as Record<string, unknown>)[name]));
    }
  return { ...bindLayouts(inputs, shapes, fail), given, fail, shape: (input) => shapes[input as string] };
}

/**
 * The attributes filled in and the output shapes, from shapes alone.
 *
 * @throws SpecError when the shapes or attributes are wrong.
 */
export function inferShapes<Op extends OperatorName>(
  operator: Op,
  shapes: { readonly [I in keyof Inputs<Op>]?: Shape },
  attributes: object = {},
): Inferred<Op> {
  const spec = specOf(operator);
  const fail = failure(operator);
  for (const [name, shape] of Object.entries(shapes)) if (shape !== undefined) checkShape(name, shape, fail);
  const { attributes: filled, outputs } = spec.infer(ask(spec, shapes, attributes));
  return { attributes: filled as FilledAttributes<Op>, outputShapes: outputs as Call<Op>['outputShapes'] };
}

/**
 * Checks a forward call and fills in its attributes.
 *
 * @throws SpecError naming the operator, the argument, what was expected and what came.
 */
export function checkCall<Op extends OperatorName>(
  operator: Op,
  inputs: Inputs<Op>,
  attributes: object = {},
): Call<Op> {
  const spec = specOf(operator);
  const fail = failure(operator);
  if (typeof inputs !== 'object' || inputs === null)
    fail('missing-input', 'inputs', 'an object of tensors by name', show(inputs));
  const given = Object.entries(inputs as Record<string, Tensor | undefined>).filter(
    ([, value]) => value !== undefined,
  );
  const shapes = Object.fromEntries(given.map(([name, value]) => [name, checkTensor(name, value!, fail)]));
  const question = ask(spec, shapes, attributes);
  const dtype = checkDtypes(spec, given as [string, Tensor][], fail);
  const inferred = spec.infer(question);
  spec.checkValues?.(question, inputs, inferred.attributes);
  return {
    operator,
    inputs,
    attributes: inferred.attributes as FilledAttributes<Op>,
    outputShapes: inferred.outputs as Call<Op>['outputShapes'],
    dtype,
  };
}

function checkDtypes(spec: OperatorSpec, inputs: readonly [string, Tensor][], fail: Fail): FloatDtype {
  let first: { name: string; dtype: FloatDtype } | undefined;
  for (const [name, { dtype }] of inputs) {
    const integer = (spec.inputs as Record<string, InputSpec>)[name]!.dtype === 'int32';
    if (integer !== (dtype === 'int32'))
      fail('bad-dtype', name, integer ? 'int32' : 'float32 or float64', dtype);
    if (dtype === 'int32') continue;
    first ??= { name, dtype };
    if (dtype !== first.dtype) fail('mixed-dtypes', name, `${first.dtype}, as ${first.name} has`, dtype);
  }
  return first!.dtype;
}

/** A backward call that is right. */
export interface BackwardCall<Op extends OperatorName> {
  /** A gradient for every output: zeros for one that was left out. */
  readonly outputGrads: Outputs<Op>;
  readonly wanted: ReadonlySet<InputName<Op>>;
}

/**
 * Checks a backward call against its forward call, fills in the output gradients that were left out and the inputs whose
 * gradients are wanted.
 *
 * @throws SpecError naming the operator, the argument, what was expected and what came.
 */
export function checkBackwardCall<Op extends OperatorName>(
  call: Call<Op>,
  outputGrads: OutputGrads<Op>,
  wanted?: readonly InputName<Op>[],
): BackwardCall<Op> {
  const fail = failure(call.operator);
  if (typeof outputGrads !== 'object' || outputGrads === null)
    fail('bad-tensor', 'output gradients', 'an object of tensors by name', show(outputGrads));
  const shapes = call.outputShapes as Record<string, Shape>;
  const filled: Record<string, Tensor> = {};
  for (const [name, value] of Object.entries(outputGrads as Record<string, Tensor | undefined>)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(shapes, name))
      fail('unknown-output', name, `an output gradient for one of ${Object.keys(shapes).join(', ')}`, name);
    const argument = `output gradient of ${name}`;
    const shape = checkTensor(argument, value, fail);
    if (value.dtype !== call.dtype)
      fail('mixed-dtypes', argument, `${call.dtype}, as the inputs have`, value.dtype);
    if (!sameShape(shape, shapes[name]!)) fail('bad-shape', argument, `shape ${show(shapes[name])}`, shape);
    filled[name] = value;
  }
  for (const [name, shape] of Object.entries(shapes)) filled[name] ??= zeros(call.dtype, shape);
  return { outputGrads: filled as unknown as Outputs<Op>, wanted: checkWanted(call, wanted, fail) };
}

function checkWanted<Op extends OperatorName>(
  call: Call<Op>,
  wanted: readonly InputName<Op>[] | undefined,
  fail: Fail,
): ReadonlySet<InputName<Op>> {
  const inputs = call.inputs as Record<string, Tensor | undefined>;
  const differentiable = Object.keys(inputs).filter((name) => inputs[name] && inputs[name].dtype !== 'int32');
  if (wanted === undefined) return new Set(differentiable as InputName<Op>[]);
  if (!Array.isArray(wanted)) fail('bad-wanted', 'wanted', 'a list of input names', show(wanted));
  for (const name of wanted as readonly string[])
    if (!differentiable.includes(name))
      fail('bad-wanted', 'wanted', `floating inputs that were given (${differentiable.join(', ')})`, name);
  return new Set(wanted);
}
