/**
 * Choosing vectors by id, operator and document.
 *
 * @module
 */
import { operatorNames } from '@gradspec/spec';
import { loadVectors } from '../vectors/load.ts';
import type { Vector } from '../vectors/types.ts';
import { unknownName } from '../usage-error.ts';

/** What the command line selects by. */
export interface Selection {
  readonly only?: readonly string[];
  readonly operator?: string;
  readonly document?: string;
}

/** The operators a vector is about. */
export function operatorsOf(vector: Vector): readonly string[] {
  if ('operator' in vector) return [vector.operator];
  return 'nodes' in vector ? [...new Set(vector.nodes.map(({ operator }) => operator))] : [];
}

/**
 * The published vectors that are selected.
 *
 * @throws UsageError for an id, an operator or a document that does not exist.
 */
export function selectVectors({ only, operator, document }: Selection): readonly Vector[] {
  const all = loadVectors();
  const ids = all.map(({ id }) => id);
  const documents = [...new Set(all.flatMap(({ source }) => source.documents ?? []))].sort();
  for (const id of only ?? []) if (!ids.includes(id)) throw unknownName('vector', id, ids);
  if (operator !== undefined && !operatorNames.includes(operator as never))
    throw unknownName('operator', operator, operatorNames);
  if (document !== undefined && !documents.includes(document))
    throw unknownName('document', document, documents);
  return all.filter(
    (vector) =>
      (!only || only.includes(vector.id)) &&
      (!operator || operatorsOf(vector).includes(operator)) &&
      (!document || vector.source.documents?.includes(document)),
  );
}
