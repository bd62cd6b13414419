/**
 * Edges drawn in three lines, value above and gradient below, beside each other as far as the page is wide:
 *
 *        2               -1
 *   w0 ─────→ a     x0 ─────→ b
 *      -0.1966         0.3932
 *
 * @module
 */
import { centred, columnsOf, padEnd, pageColumns } from './columns.ts';

/** An edge: where it comes from, the input it leads to (empty for one that leads out of the graph), its labels. */
export interface DrawnEdge {
  readonly tail: string;
  readonly head: string;
  readonly above: string;
  readonly below: string;
}

const margin = '  ';
const gap = '   ';

/** The edges in rows of three lines, none wider than the page, a row's third left out where it has no gradients. */
export function drawEdges(edges: readonly DrawnEdge[]): string[] {
  const lines: string[] = [];
  let row: (readonly string[])[] = [];
  let columns = 0;
  const finish = () => {
    for (let line = 0; line < 3; line++) {
      const text = (margin + row.map((block) => block[line]!).join(gap)).trimEnd();
      if (text !== '') lines.push(text);
    }
    row = [];
  };
  for (const edge of edges) {
    const block = drawEdge(edge);
    const wider = columns + gap.length + columnsOf(block[1]!);
    if (row.length > 0 && wider > pageColumns) finish();
    columns = row.length > 0 ? wider : margin.length + columnsOf(block[1]!);
    row.push(block);
  }
  if (row.length > 0) finish();
  return lines;
}

/** The three lines of one edge, equally wide. */
function drawEdge({ tail, head, above, below }: DrawnEdge): readonly string[] {
  const length = Math.max(columnsOf(above), columnsOf(below)) + 2;
  const line = `${tail} ${'─'.repeat(length)}→${head === '' ? '' : ` ${head}`}`;
  const label = (text: string) =>
    padEnd(' '.repeat(columnsOf(tail) + 1) + centred(text, length), columnsOf(line));
  return [label(above), line, label(below)];
}
