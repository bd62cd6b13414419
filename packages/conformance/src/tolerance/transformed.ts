/**
 * What computing an operator by a transform adds to its errors: conv, and the operators that are made of conv's pieces.
 *
 * @module
 */
import type { FloatDtype, OperatorName } from '@gradspec/spec';
import type { ConvolutionAttributes, Planes } from './convolution.ts';
import { fftErrors } from './fft.ts';
import { winogradErrors } from './winograd.ts';

/** What meets in the operator; avgPool has no w. */
export interface TransformedOperands {
  readonly x: Planes;
  readonly w?: Planes | undefined;
  readonly dy: Planes;
}

/** Errors per element, of the output and of the gradients of x and w. */
export interface TransformedErrors {
  readonly y: readonly number[];
  readonly x: readonly number[];
  readonly w?: readonly number[];
}

interface PoolAttributes extends ConvolutionAttributes {
  readonly kernel?: readonly number[];
  readonly countIncludePad?: boolean;
}

/** The errors that a transform adds; undefined for an operator that no transform is promised for. */
export function transformedErrors(
  operator: OperatorName,
  bound: 'fft' | 'winograd',
  dtype: FloatDtype,
  { attributes, operands }: { attributes: object; operands: TransformedOperands },
): TransformedErrors | undefined {
  const errors = bound === 'fft' ? fftErrors : winogradErrors;
  const { x, w, dy } = operands;
  if (operator === 'conv' && w) {
    const of = errors(dtype, attributes, { x, w, dy });
    return { y: of.y, x: of.dx, w: of.dw };
  }
  if (operator === 'convTranspose' && w) {
    // It is conv's adjoint: its x is conv's dy, its y conv's dx.
    const of = errors(dtype, attributes, { x: dy, w, dy: x });
    return { y: of.dx, x: of.y, w: of.dw };
  }
  if (operator === 'avgPool' && bound === 'fft') return averageErrors(dtype, attributes, operands);
  return undefined;
}

/** avgPool is a conv of every plane with a kernel of ones, divided by the number of elements counted. */
function averageErrors(
  dtype: FloatDtype,
  attributes: PoolAttributes,
  { x, dy }: TransformedOperands,
): TransformedErrors {
  const single = ({ shape, data }: Planes): Planes => ({
    shape: [shape[0]! * shape[1]!, 1, ...shape.slice(2)],
    data,
  });
  const { kernel = [] } = attributes;
  const counts = elementsCounted(attributes, x.shape.slice(2), dy.shape.slice(2));
  const countOf = (i: number) => counts[i % counts.length]!;
  const w = { shape: [1, 1, ...kernel], data: new Array<number>(product(kernel)).fill(1) };
  const shares = { shape: dy.shape, data: dy.data.map((value, i) => value / countOf(i)) };
  const operands = { x: single(x), w, dy: single(shares) };
  const of = fftErrors(dtype, attributes, operands);
  return { y: of.y.map((error, i) => error / countOf(i)), x: of.dx };
}

const product = (sizes: readonly number[]): number => sizes.reduce((result, size) => result * size, 1);

/** Per output of a plane, how many elements its average counts. */
function elementsCounted(
  { kernel = [], stride = kernel, padding, countIncludePad = false }: PoolAttributes,
  S: readonly number[],
  O: readonly number[],
): number[] {
  const perAxis = O.map((size, axis) => {
    const [before, after] = padding?.[axis] ?? [0, 0];
    const [low, high] = countIncludePad ? [-before, S[axis]! + after] : [0, S[axis]!];
    return Array.from({ length: size }, (_, o) => {
      const first = o * stride[axis]! - before;
      return Math.min(first + kernel[axis]!, high) - Math.max(first, low);
    });
  });
  return perAxis.reduce((counts, axis) => counts.flatMap((count) => axis.map((own) => count * own)), [1]);
}
