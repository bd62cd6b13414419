/**
 * What elements are called: x₃, x₂₃, x[2,10].
 *
 * Indices count from 1, as on a blackboard. Axes of size 1 have no index. Indices are subscripts, and stand in
 * brackets where several of them may have two digits.
 *
 * @module
 */
import type { Shape } from '@gradspec/spec';
import { indices, type Expression } from '../oracle/tape.ts';
import type { Trace } from '../oracle/trace.ts';

const subscripts = [...'₀₁₂₃₄₅₆₇₈₉'];
const subscript = (index: number): string =>
  [...String(index)].map((digit) => subscripts[Number(digit)]!).join('');

function needsBrackets(shape: Shape): boolean {
  const sizes = shape.filter((size) => size !== 1);
  return sizes.length > 1 && sizes.some((size) => size >= 10);
}

/** The name of one element. */
export function elementName(symbol: string, index: readonly number[], shape: Shape): string {
  const shown = index.filter((_, axis) => shape[axis] !== 1).map((i) => i + 1);
  if (shown.length === 0) return symbol;
  return needsBrackets(shape) ? `${symbol}[${shown.join(',')}]` : symbol + shown.map(subscript).join('');
}

/** The name of the 2-D slice of a tensor at these leading indices: `x[2,·,·]`. */
export function sliceName(symbol: string, index: readonly number[], shape: Shape): string {
  const leading = index.filter((_, axis) => shape[axis] !== 1).map((i) => i + 1);
  const rest = shape
    .slice(index.length)
    .filter((size) => size !== 1)
    .map(() => '·');
  return leading.length === 0 ? symbol : `${symbol}[${[...leading, ...rest].join(',')}]`;
}

/** A named step: its symbol, its index in the tensor of that name, and both together. */
export interface ElementSymbol {
  readonly symbol: string;
  readonly index: readonly number[];
  readonly text: string;
}

/** The shape of everything that has a name on the tape; of an intermediate, as far as its indices go. */
export function shapesByName({ tape, values }: Trace): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const { symbol, index } of tape.names.values()) {
    const known = shapes.get(symbol) ?? [];
    shapes.set(
      symbol,
      index.map((i, axis) => Math.max(i + 1, known[axis] ?? 0)),
    );
  }
  for (const [name, { shape }] of values) shapes.set(name, shape);
  return shapes;
}

/** The symbol of every named step. */
export function symbolsOf(trace: Trace): ReadonlyMap<Expression, ElementSymbol> {
  const shapes = shapesByName(trace);
  const symbols = new Map<Expression, ElementSymbol>();
  for (const [expression, { symbol, index }] of trace.tape.names)
    symbols.set(expression, { symbol, index, text: elementName(symbol, index, shapes.get(symbol)!) });
  return symbols;
}

/** The names of all elements of a tensor, in row-major order. */
export function elementNames(symbol: string, shape: Shape): string[] {
  return Array.from(indices(shape), (index) => elementName(symbol, index, shape));
}
