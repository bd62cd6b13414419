/**
 * Checking a call: every implementation calls this, so the same mistake is the same error everywhere.
 *
 * @module
 */
import { checkShape, checkTensor, failure, type Fail } from './check-tensor.ts';
import { bindLayouts, type LaidInput } from './layout.ts';
import type { OperatorTypes, Question } from './operator.ts';
import type { FilledAttributes, InputName, Inputs, OperatorName, OutputGrads, Outputs } from './operators.ts';
import { preparedOperator, type PreparedOperator } from './prepared-operator.ts';
import { show } from './spec-error.ts';
import { sameShape, zeros, type Dtype, type FloatDtype, type Shape, type Tensor } from './tensor.ts';

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

/** What a call gives under one name, in the caller's order; `input` is undefined where the operator has none of the name. */
interface GivenInput {
  readonly name: string;
  readonly input: LaidInput | undefined;
  readonly shape: Shape | undefined;
}

interface GivenTensor extends GivenInput {
  readonly dtype: Dtype;
}

function inputNamed(operator: PreparedOperator, name: string): LaidInput | undefined {
  return operator.inputs[operator.inputNames.indexOf(name)];
}

/** Checks names and layouts, and makes of them what `infer` is asked with. */
function ask(
  operator: PreparedOperator,
  allGiven: readonly GivenInput[],
  attributes: object,
): Question<OperatorTypes> {
  const { inputs, inputNames } = operator;
  if (typeof attributes !== 'object' || attributes === null)
    operator.fail('bad-attribute', 'attributes', 'an object of attributes by name', show(attributes));
  const shapes = new Array<Shape | undefined>(inputs.length);
  for (const { name, input, shape } of allGiven) {
    if (!input)
      operator.fail('unknown-input', name, `one of ${inputNames.join(', ')}`, 'an input of that name');
    shapes[input.position] = shape;
  }
  for (const { name, position, optional, layout } of inputs)
    if (!optional && !shapes[position])
      operator.fail('missing-input', name, `a tensor [${layout.replaceAll(',', ', ')}]`, 'nothing');
  checkAttributeNames(operator, attributes);
  const { sizes, axes } = bindLayouts(inputs, shapes, operator.fail);
  const shape = (input: PropertyKey) => shapes[inputNames.indexOf(input as string)];
  return { sizes, axes, shape, given: attributes, fail: operator.fail };
}

function checkAttributeNames({ attributeNames, fail }: PreparedOperator, attributes: object): void {
  for (const name of Object.keys(attributes))
    if (!attributeNames.includes(name)) {
      const expected = attributeNames.length ? `one of ${attributeNames.join(', ')}` : 'no attributes';
      fail('unknown-attribute', name, expected, show((attributes as Record<string, unknown>)[name]));
    }
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
  const prepared = preparedOperator(operator);
  const given = Object.keys(shapes).map((name): GivenInput => {
    const shape: unknown = shapes[name as InputName<Op>];
    if (shape !== undefined) checkShape(name, shape, prepared.fail);
    return { name, input: inputNamed(prepared, name), shape };
  });
  const { attributes: filled, outputs } = prepared.spec.infer(ask(prepared, given, attributes));
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
  const prepared = preparedOperator(operator);
  const { spec, fail } = prepared;
  if (typeof inputs !== 'object' || inputs === null)
    fail('missing-input', 'inputs', 'an object of tensors by name', show(inputs));
  const given = checkTensors(prepared, inputs);
  const question = ask(prepared, given, attributes);
  const dtype = checkDtypes(given, fail);
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

/** Checks every tensor that is given, also those under a name that the operator does not have. */
function checkTensors(operator: PreparedOperator, inputs: object): readonly GivenTensor[] {
  const given: GivenTensor[] = [];
  for (const name of Object.keys(inputs)) {
    const tensor = (inputs as Record<string, Tensor | undefined>)[name];
    if (tensor === undefined) continue;
    const shape = checkTensor(name, tensor, operator.fail);
    given.push({ name, input: inputNamed(operator, name), shape, dtype: tensor.dtype });
  }
  return given;
}

/** Returns the dtype of the floating inputs. */
function checkDtypes(given: readonly GivenTensor[], fail: Fail): FloatDtype {
  let first: { name: string; dtype: FloatDtype } | undefined;
  for (const { name, input, dtype } of given) {
    const { integer } = input!;
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
  for (const name of Object.keys(outputGrads)) {
    const value = (outputGrads as Record<string, Tensor | undefined>)[name];
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
  for (const name of Object.keys(shapes)) filled[name] ??= zeros(call.dtype, shapes[name]!);
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
