/**
 * `gradspec list`: the vectors, with what they show and where they come from.
 *
 * @module
 */
import wrapAnsi from 'wrap-ansi';
import type { Source, Vector } from '../vectors/types.ts';
import { selectVectors, type Selection } from './select.ts';

/** Where a vector comes from, in a few words. */
export function sourceText({ documents = [], section, status, reference }: Source): string {
  const place =
    documents.length > 0 ? `document ${documents.join(', ')}${section ? `, ${section}` : ''}` : '';
  return [place && `${place}${status ? ` (${status})` : ''}`, reference].filter(Boolean).join('; ');
}

function entry({ id, kind, description, source }: Vector, width: number): string {
  const indented = (text: string) => wrapAnsi(text, width - 4, { hard: true }).replace(/^/gm, '    ');
  return [
    `${id}${kind === 'operator' ? '' : `  [${kind}]`}`,
    indented(description.en),
    indented(sourceText(source)),
  ].join('\n');
}

/** Prints the selected vectors. */
export function list(selection: Selection): number {
  const vectors = selectVectors(selection);
  const width = Math.min(process.stdout.columns ?? 100, 100);
  process.stdout.write(
    `${vectors.map((vector) => entry(vector, width)).join('\n')}\n\n${vectors.length} vectors\n`,
  );
  return 0;
}
