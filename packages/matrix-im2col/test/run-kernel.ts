/**
 * Running a kernel on lists of numbers, and measuring its gradients by differences.
 *
 * @module
 */
import { sameShape, tensor, type FloatDtype, type FloatTensor, type Tensor } from '@gradspec/spec';

/** A tensor as nested lists: a number is a scalar, [[1, 2, 3]] has the shape [1, 3]. */
export type Nested = number | readonly Nested[];

/** One call, forward and backward. `labels` become int32, everything else has the dtype. */
export interface KernelCall {
  readonly inputs: Readonly<Record<string, Nested>>;
  readonly attributes?: object;
  /** The gradient of the only output; none is given without it. */
  readonly dy?: Nested;
  readonly wanted?: readonly string[];
  readonly dtype?: FloatDtype;
}

/** What a call gave: the only output and the input gradients, as lists in row-major order. */
export interface KernelResult {
  readonly y: number[];
  readonly shape: readonly number[];
  readonly grads: Readonly<Record<string, number[]>>;
}

/** Both floating dtypes. */
export const dtypes: readonly FloatDtype[] = ['float32', 'float64'];

/** A kernel of any operator. */
export interface AnyKernel {
  readonly forward: (inputs: never, attributes: never) => { outputs: object; saved: unknown };
  readonly backward: (dys: never, saved: unknown, wanted: never) => object;
}

/**
 * Runs a kernel forward, then backward. −0 becomes 0: the sign of a zero is not judged.
 *
 * @throws Error when a gradient has not its input's shape and dtype.
 */
export function run(kernel: AnyKernel, call: KernelCall): KernelResult {
  const { inputs, attributes = {}, dy, wanted, dtype = 'float64' } = call;
  const tensors = Object.fromEntries(
    Object.entries(inputs).map(([name, nested]) => [
      name,
      nestedTensor(nested, name === 'labels' ? 'int32' : dtype),
    ]),
  );
  const { outputs, saved } = kernel.forward(tensors as never, attributes as never);
  const [[name, y]] = Object.entries(outputs) as [[string, FloatTensor]];
  const dys = dy === undefined ? {} : { [name]: nestedTensor(dy, dtype) };
  const grads = kernel.backward(dys as never, saved, wanted as never) as Record<string, FloatTensor>;
  for (const [input, grad] of Object.entries(grads)) {
    const { shape } = tensors[input]!;
    if (!sameShape(grad.shape, shape) || grad.dtype !== dtype)
      throw new Error(
        `gradient of ${input}: expected ${dtype} [${shape.join(', ')}], got ${grad.dtype} [${grad.shape.join(', ')}]`,
      );
  }
  return {
    y: listOf(y),
    shape: y.shape,
    grads: Object.fromEntries(Object.entries(grads).map(([input, grad]) => [input, listOf(grad)])),
  };
}

/** `got`, but what is within a few roundings of the number expected there becomes that number. */
export function settled(got: readonly number[], expected: readonly number[], dtype: FloatDtype): number[] {
  const tolerance = dtype === 'float32' ? 1e-6 : 4e-15;
  return got.map((value, i) => {
    const wish = expected[i] ?? NaN;
    return Math.abs(value - wish) <= tolerance * (1 + Math.abs(wish)) ? wish : value;
  });
}

/** ∂(Σ dy · y) / ∂x for every element of every floating input, by central differences in float64. */
export function numericGradients(
  kernel: AnyKernel,
  { inputs, ...rest }: KernelCall,
): Record<string, number[]> {
  const step = 1e-6;
  const weights = flat(rest.dy!);
  const objective = (name: string, at: number, moved: number) => {
    const changed = { ...inputs, [name]: moveElement(inputs[name]!, at, moved) };
    return run(kernel, { ...rest, inputs: changed }).y.reduce((sum, y, i) => sum + weights[i]! * y, 0);
  };
  const differentiable = Object.keys(inputs).filter((name) => name !== 'labels');
  return Object.fromEntries(
    differentiable.map((name) => [
      name,
      flat(inputs[name]!).map(
        (_, at) => (objective(name, at, step) - objective(name, at, -step)) / (2 * step),
      ),
    ]),
  );
}

function nestedTensor(nested: Nested, dtype: FloatDtype | 'int32'): Tensor {
  return tensor(dtype, shapeOf(nested), flat(nested));
}

function shapeOf(nested: Nested): number[] {
  if (typeof nested === 'number') return [];
  return nested.length === 0 ? [0] : [nested.length, ...shapeOf(nested[0]!)];
}

function flat(nested: Nested): number[] {
  return typeof nested === 'number' ? [nested] : nested.flatMap(flat);
}

/** The same nested lists with element `at`, in row-major order, moved by a step. */
function moveElement(nested: Nested, at: number, step: number): Nested {
  let seen = 0;
  const walk = (part: Nested): Nested => {
    if (typeof part !== 'number') return part.map(walk);
    return seen++ === at ? part + step : part;
  };
  return walk(nested);
}

const listOf = ({ data }: FloatTensor): number[] => Array.from(data, (value) => value + 0);
