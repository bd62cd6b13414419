/**
 * A generated case: one call of one operator with its numbers, and what is asked of its backward.
 *
 * @module
 */
import {
  operators,
  tensor,
  type FloatDtype,
  type FloatTensor,
  type InputSpec,
  type Shape,
  type Tensor,
} from '@gradspec/spec';
import { numbersOf, type Fill, type Numbers } from './fill.ts';
import type { Recipe } from './recipe.ts';
import { outputShapesOf, type ShapedCall } from './shaped-call.ts';

/** A call that can be made. */
export interface GeneratedCase extends ShapedCall {
  readonly dtype: FloatDtype;
  readonly fill: Fill;
  readonly inputs: Readonly<Record<string, Tensor>>;
  /** Some outputs of an operator with several may be left out. */
  readonly outputGrads: Readonly<Record<string, FloatTensor>>;
  /** The inputs whose gradients are asked for; absent when backward is called without a list. */
  readonly wanted?: readonly string[];
}

/** Makes the numbers of a recipe; the same recipe makes the same ones. */
export function makeCase({ call, given, wanted, dtype, fill }: Recipe): GeneratedCase {
  const numbers = numbersOf(fill, { operator: call.operator, dtype });
  const floating = (shape: Shape) => tensor(dtype, shape, numbers.floating(shape));
  const inputs: Record<string, Tensor> = {};
  for (const [name, shape] of Object.entries(call.shapes))
    inputs[name] = isInteger(call, name) ? integersOf(call, name, numbers) : floating(shape);
  const outputs = Object.entries(outputShapesOf(call));
  const grads = chosen(outputs, given).map(([name, shape]) => [name, floating(shape)] as const);
  if (inputs.lengths)
    for (const over of [inputs.x!, ...grads.map(([, grad]) => grad)]) spoilEnds(over, inputs.lengths);
  const differentiable = Object.keys(call.shapes).filter((name) => !isInteger(call, name));
  return {
    ...call,
    dtype,
    fill,
    inputs,
    outputGrads: Object.fromEntries(grads),
    ...(wanted === undefined ? {} : { wanted: chosen(differentiable, wanted) }),
  };
}

/** Writes NaN past the end of every sequence of a tensor [T, N, …]: what stands there is never read. */
function spoilEnds({ shape: [T, N, width], data }: Tensor, lengths: Tensor): void {
  if (width === undefined) return; // a last state, [N, H], has no time
  lengths.data.forEach((length, n) => {
    for (let t = length; t < T!; t++) data.fill(NaN, (t * N! + n) * width, (t * N! + n + 1) * width);
  });
}

/** Those that a bit stands for; all where none does. */
function chosen<T>(all: readonly T[], bits: number | undefined): readonly T[] {
  const some = all.filter((_, i) => ((bits ?? 0) >> i) & 1);
  return some.length > 0 ? some : all;
}

/** Whether an input holds labels or lengths. */
function isInteger({ operator }: ShapedCall, name: string): boolean {
  return (operators[operator].inputs as Record<string, InputSpec>)[name]!.dtype === 'int32';
}

/** Labels from −1 (not counted) to the last class, at least one of them counted; or lengths from 0 to T. */
function integersOf({ shapes }: ShapedCall, name: string, numbers: Numbers): Tensor {
  const shape = shapes[name]!;
  const count = shape.reduce((product, size) => product * size, 1);
  if (name === 'lengths') return tensor('int32', shape, numbers.integers(count, 0, shapes.x![0]!));
  const labels = numbers.integers(count, -1, shapes.scores!.at(-1)! - 1);
  if (Math.max(...labels) < 0) labels[0] = 0;
  return tensor('int32', shape, labels);
}
