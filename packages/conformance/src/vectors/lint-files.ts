/**
 * What is wrong with the published files as a whole: ids that are not alone or not in their group, files of another name,
 * documents and sections that do not exist.
 *
 * @module
 */
import type { Document } from '../documents/sources.ts';
import type { Vector } from './types.ts';

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The file a vector belongs to, without `.json`: its operator's, or that of its kind. */
const topic = (vector: Vector): string => (vector.kind === 'operator' ? vector.operator : vector.kind);

/** The problems of all files together, each with the file and the id. */
export function lintFiles(
  files: ReadonlyMap<string, readonly Vector[]>,
  documents: readonly Document[],
): readonly string[] {
  const problems: string[] = [];
  const seen = new Map<string, string>();
  for (const [file, vectors] of files)
    for (const vector of vectors) {
      const say = (problem: string) => problems.push(`${file}: ${vector.id}: ${problem}`);
      const first = seen.get(vector.id);
      if (first !== undefined) say(`the id is also in ${first}`);
      else seen.set(vector.id, file);
      const group = kebab(topic(vector));
      if (vector.id.split('/')[0] !== group) say(`expected an id in the group ${group}/`);
      if (file !== `${topic(vector)}.json`) say(`belongs into ${topic(vector)}.json`);
      for (const problem of sourceProblems(vector, documents)) say(problem);
    }
  return problems;
}

/** `section` is one of the first document's. */
function sourceProblems({ source }: Vector, documents: readonly Document[]): readonly string[] {
  const known = new Map(documents.map((document) => [document.number, document]));
  const unknown = (source.documents ?? []).filter((number) => !known.has(number));
  if (unknown.length > 0) return [`there is no document ${unknown.join(', ')}`];
  const [first] = source.documents ?? [];
  if (first === undefined || source.section === undefined) return [];
  const { sections } = known.get(first)!;
  return sections.includes(source.section) ? [] : [`document ${first} has no section '${source.section}'`];
}
