/**
 * Which lines belong together: those of one node, and where it has intermediates, those of one row or time step.
 *
 * @module
 */
import type { Solution } from './solution.ts';

/** Lines that belong together. */
export interface Paragraph {
  readonly name: string;
  readonly node: string;
  /** Whether it is one row or time step of several alike: then it is shown or left out as a whole. */
  readonly isStep: boolean;
}

/** The paragraph of an element of a symbol. */
export type ParagraphOf = (symbol: string, index: readonly number[]) => Paragraph;

/** A paragraph that is none of several alike. */
export const plain = (name: string): Paragraph => ({ name, node: '', isStep: false });

/** Finds the paragraphs of a solution; `nodeOf` says which node a symbol belongs to, if there are any. */
export function paragraphsOf(solution: Solution, nodeOf: (symbol: string) => string): ParagraphOf {
  const rows = new Map<string, number>();
  const split = new Set<string>();
  for (const [expression, { symbol, index }] of solution.symbols) {
    const node = nodeOf(symbol);
    rows.set(node, Math.max(rows.get(node) ?? 0, index.length - 1));
    if (!solution.published.has(expression)) split.add(node);
  }
  return (symbol, index) => {
    const node = nodeOf(symbol);
    const row = index.slice(0, rows.get(node));
    // A last state has no time: hT[n, j] beside h[t, n, j].
    if (symbol.includes('.') && solution.trace.values.has(symbol) && index.length <= row.length)
      return plain(symbol);
    return split.has(node) && row.length > 0
      ? { name: `${node}[${row.join()}]`, node, isStep: true }
      : plain(node || symbol);
  };
}
