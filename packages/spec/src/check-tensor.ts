/**
 * Checking tensors and shapes that come from outside: nothing about them is taken for granted.
 *
 * @module
 */
import { show, SpecError, type SpecErrorCode } from './spec-error.ts';
import { arrayOf, elementCount, type Shape, type Tensor } from './tensor.ts';

/** Throws the SpecError of one operator; a `got` that is a string is printed as it is. */
export type Fail = (code: SpecErrorCode, argument: string, expected: string, got: unknown) => never;

/** How a call of this operator fails. */
export const failure =
  (operator: string): Fail =>
  (code, argument, expected, got) => {
    throw new SpecError({
      code,
      operator,
      argument,
      expected,
      got: typeof got === 'string' ? got : show(got),
    });
  };

function isShape(value: unknown): value is Shape {
  if (!Array.isArray(value)) return false;
  for (const size of value as unknown[])
    if (!Number.isSafeInteger(size) || (size as number) < 0) return false;
  return true;
}

/** Checks a shape: `bad-tensor` where it is none. */
export function checkShape(name: string, shape: unknown, fail: Fail): asserts shape is Shape {
  if (!isShape(shape)) fail('bad-tensor', name, 'a shape of integers of at least 0', show(shape));
}

/** Checks that a value is a tensor and returns its shape: `bad-tensor` where it is none. */
export function checkTensor(name: string, value: unknown, fail: Fail): Shape {
  const { dtype, shape, data } = (value ?? {}) as Partial<Record<keyof Tensor, unknown>>;
  if (dtype !== 'float32' && dtype !== 'float64' && dtype !== 'int32')
    fail(
      'bad-tensor',
      name,
      'a tensor with dtype float32, float64 or int32',
      show(dtype === undefined ? value : dtype),
    );
  checkShape(name, shape, fail);
  const Elements = arrayOf(dtype);
  if (!(data instanceof Elements)) fail('bad-tensor', name, `data in a ${Elements.name}`, show(data));
  if (data.length !== elementCount(shape))
    fail('bad-tensor', name, `${elementCount(shape)} elements for shape [${shape.join(', ')}]`, data.length);
  return shape;
}
