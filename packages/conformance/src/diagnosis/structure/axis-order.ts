/**
 * Operands that are read with their axes in another order, as a kernel [M, C, KH, KW] that is read as [M, KH, KW, C]: each term
 * then has the place in memory that the other order gives.
 *
 * @module
 */
import type { Shape } from '@gradspec/spec';
import { indexOf } from './index-map.ts';
import type { BilinearCall, Result, Term } from './terms.ts';

/** What an operand's axes are called. */
type Axes = readonly string[];

/** An operand of a call: where its terms stand, its shape and its axes; `others` tell a term by the other two. */
interface Operand {
  readonly name: string;
  readonly shape: Shape;
  readonly axes: Axes;
  readonly place: (term: Term) => number;
  readonly others: (term: Term) => string;
}

function operandsOf({ operator, x, w, y }: BilinearCall): readonly Operand[] {
  const spatial = (prefix: string) => ['d', 'h', 'w'].slice(5 - x.length).map((axis) => `${prefix}${axis}`);
  const rows = (shape: Shape) => shape.slice(1).map((_, axis) => `row axis ${axis}`);
  const axes: Readonly<Record<'x' | 'w' | 'y', Axes>> =
    operator === 'linear'
      ? { x: [...rows(x), 'input'], w: ['output', 'input'], y: [...rows(y), 'output'] }
      : {
          x: ['sample', 'channel', ...spatial('')],
          w: [...(operator === 'conv' ? ['filter', 'channel'] : ['channel', 'filter']), ...spatial('k')],
          y: ['sample', 'filter', ...spatial('')],
        };
  return [
    { name: 'x', shape: x, axes: axes.x, place: ({ i }) => i, others: ({ k, o }) => `${k} ${o}` },
    { name: 'w', shape: w, axes: axes.w, place: ({ k }) => k, others: ({ i, o }) => `${i} ${o}` },
    { name: 'dy', shape: y, axes: axes.y, place: ({ o }) => o, others: ({ i, k }) => `${i} ${k}` },
  ];
}

/** The sentence about an operand of a result whose axes are read in another order; undefined where none explains the terms. */
export function axisOrderFinding(
  call: BilinearCall,
  result: Result,
  found: readonly Term[],
  expected: readonly Term[],
): string | undefined {
  if (found.length !== expected.length) return undefined;
  for (const { name, shape, axes, place, others } of operandsOf(call)) {
    if ((result === 'y' ? 'dy' : result.slice(1)) === name) continue;
    const due = new Map(expected.map((term) => [others(term), place(term)]));
    const pairs = found.map((term) => [due.get(others(term)), place(term)] as const);
    if (pairs.some(([from]) => from === undefined)) continue;
    const order = permutationsOf(shape.length).find((permutation) =>
      pairs.every(([from, to]) => inOrder(from!, shape, permutation) === to),
    );
    if (!order || order.every((axis, at) => axis === at)) continue;
    const list = (names: Axes) => `[${names.join(', ')}]`;
    const read = list(order.map((axis) => axes[axis]!));
    return `${result} is computed with the axes of ${name} permuted: it is read as ${read}, and is ${list(axes)}`;
  }
  return undefined;
}

/** Where an element stands in memory when the axes are taken to be in another order. */
function inOrder(flat: number, shape: Shape, order: readonly number[]): number {
  const index = indexOf(flat, shape);
  return order.reduce((place, axis) => place * shape[axis]! + index[axis]!, 0);
}

function permutationsOf(count: number): number[][] {
  if (count === 0) return [[]];
  return permutationsOf(count - 1).flatMap((rest) =>
    Array.from({ length: count }, (_, at) => rest.toSpliced(at, 0, count - 1)),
  );
}
