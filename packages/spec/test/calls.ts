/** Calls as a caller without types could make them, and what comes of them. */
import {
  checkCall,
  operators,
  SpecError,
  tensor,
  zeros,
  type Call,
  type FloatDtype,
  type Inputs,
  type InputSpec,
  type OperatorName,
  type Shape,
  type SpecErrorCode,
  type Tensor,
} from '../src/index.ts';

/** An input of a table: a tensor, or the shape of one of zeros. */
export type Given = Shape | Tensor;

/** An operator's inputs as its specification has them. */
export const inputSpecs = (operator: OperatorName): Readonly<Record<string, InputSpec>> =>
  operators[operator].inputs;

/** Integers, as labels and lengths are. */
export const integers = (...values: readonly number[]): Tensor => tensor('int32', [values.length], values);

/** Tensors for one operator: where only a shape is given, zeros of the dtype that the input has. */
export function tensorsOf(
  operator: OperatorName,
  given: Readonly<Record<string, Given>>,
  dtype: FloatDtype = 'float64',
): Record<string, Tensor> {
  const of = (name: string, shape: Shape): Tensor =>
    inputSpecs(operator)[name]?.dtype === 'int32'
      ? tensor('int32', shape, new Int32Array(shape.reduce((count, size) => count * size, 1)))
      : zeros(dtype, shape);
  const isShape = (value: Given): value is Shape => Array.isArray(value);
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, isShape(value) ? of(name, value) : value]),
  );
}

/** The shapes alone. */
export const shapesOf = (tensors: Readonly<Record<string, Tensor>>): Record<string, Shape> =>
  Object.fromEntries(Object.entries(tensors).map(([name, { shape }]) => [name, shape]));

/** `checkCall` without its types. */
export const check = (operator: OperatorName, inputs: unknown, attributes?: unknown): Call<OperatorName> =>
  checkCall(operator, inputs as Inputs<OperatorName>, attributes as object | undefined);

/** The SpecError that `work` throws; anything else is a failure of the test. */
export function errorOf(work: () => unknown): SpecError {
  try {
    work();
  } catch (error) {
    if (error instanceof SpecError) return error;
    throw error;
  }
  throw new Error('expected a SpecError, but nothing was thrown');
}

/** What a test compares of an error. */
export interface ErrorParts {
  readonly code: SpecErrorCode;
  readonly operator: string;
  readonly argument: string;
  readonly message: string;
}

/** The parts of the SpecError that `work` throws. */
export function partsOf(work: () => unknown): ErrorParts {
  const { code, operator, argument, message } = errorOf(work);
  return { code, operator, argument, message };
}
