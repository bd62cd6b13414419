/**
 * Parameters by name, and gradients by the same names.
 *
 * @module
 */
import { elementCount, sameShape, type FloatDtype, type FloatTensor, type Shape } from '@gradspec/spec';
import { GraphError } from '../graph-error.ts';
import { nearestNames } from '../nearest-names.ts';

/** A tensor for each parameter of a model, by name; gradients have the same form. */
export type Parameters = Readonly<Record<string, FloatTensor>>;

/** What a tensor has to be; without a dtype, any floating one. */
interface Expected {
  readonly shape: Shape;
  readonly dtype?: FloatDtype;
}

/**
 * Throws unless there is a tensor for each expected name, of its shape and dtype, and none beside them.
 *
 * @param what - What the tensors are, for the message.
 * @throws GraphError `bad-parameter` with the names that are wrong.
 */
export function checkParameters(
  what: 'parameter' | 'gradient',
  given: Parameters,
  expected: Readonly<Record<string, Expected>>,
): void {
  const known = Object.keys(expected);
  const missing = known.filter((name) => !Object.hasOwn(given, name));
  if (missing.length > 0) {
    const message = missing.length > 1 ? `${what}s ${missing.join(', ')} were` : `${what} ${missing[0]} was`;
    throw new GraphError('bad-parameter', missing, `${message} not given`);
  }
  for (const [name, tensor] of Object.entries(given)) {
    if (!Object.hasOwn(expected, name)) {
      const near = nearestNames(name, known);
      throw new GraphError('bad-parameter', [name], `${what} ${name}: there is no parameter ${name}${near}`);
    }
    checkTensor(`${what} ${name}`, name, tensor, expected[name]!);
  }
}

function checkTensor(called: string, name: string, tensor: FloatTensor, { shape, dtype }: Expected): void {
  const dtypes = dtype ? [dtype] : ['float32', 'float64'];
  const fits =
    dtypes.includes(tensor?.dtype) &&
    sameShape(tensor.shape, shape) &&
    tensor.data.length === elementCount(shape);
  if (fits) return;
  const expected = `${dtypes.join(' or ')} [${shape.join(', ')}]`;
  const got = tensor?.dtype ? `${tensor.dtype} [${tensor.shape.join(', ')}]` : 'no tensor';
  throw new GraphError('bad-parameter', [name], `${called} expected ${expected}, got ${got}`);
}
