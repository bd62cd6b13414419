/**
 * What the vectors of each operator are worth as a set: the fewest that find every mistake, and those that find nothing alone.
 *
 * @module
 */
import type { Vector } from '../../vectors/types.ts';
import type { Row } from './matrix.ts';
import { groups, type Group } from './planting.ts';
import { vectorsOf } from './probes.ts';
import { findNothingAlone, smallestCover, type Cover, type Finds } from './smallest-cover.ts';

/** The vectors of one operator, or of nets. */
export interface VectorSet {
  readonly group: Group;
  readonly vectors: number;
  /** How many mistakes some vector finds. */
  readonly found: number;
  readonly cover: Cover;
  /** Vectors of which each could be left out, if the others stayed. */
  readonly nothingAlone: readonly string[];
}

/** Which mistakes each vector finds, in one implementation. */
const findsOf = (rows: readonly Row[], vectors: readonly Vector[]): Finds =>
  new Map(
    vectors.map(({ id }) => [
      id,
      new Set(
        rows
          .filter(({ kills }) => kills.vectors.some(({ by }) => by === id))
          .map(({ planting }) => planting.id),
      ),
    ]),
  );

/** The sets of the rows of a full run; of several implementations, those of the first that has the operator. */
export function vectorSets(rows: readonly Row[], vectors: readonly Vector[]): readonly VectorSet[] {
  return groups.flatMap((group) => {
    const all = rows.filter(({ planting }) => planting.group === group);
    const own = all.filter(({ implementation }) => implementation === all[0]!.implementation);
    if (own.length === 0) return [];
    const finds = findsOf(own, vectorsOf(vectors, group));
    return [
      {
        group,
        vectors: finds.size,
        found: own.filter(({ kills }) => kills.vectors.length > 0).length,
        cover: smallestCover(finds),
        nothingAlone: findNothingAlone(finds),
      },
    ];
  });
}

/** What the sets come to, in a sentence. */
export function setsSummary(sets: readonly VectorSet[]): string {
  const sum = (of: (set: VectorSet) => number) => sets.reduce((total, set) => total + of(set), 0);
  const needed = sum(({ cover }) => cover.chosen.length);
  const proven = sets.every(({ cover }) => cover.smallest);
  return (
    `${needed} of ${sum(({ vectors }) => vectors)} vectors find the ${sum(({ found }) => found)} mistakes that any vector finds` +
    `${proven ? ', and no fewer do' : ', nearly the fewest that do'}; ` +
    `${sum(({ nothingAlone }) => nothingAlone.length)} find nothing that no other finds`
  );
}

/** The sets as text. */
export function vectorsText(rows: readonly Row[], vectors: readonly Vector[]): string {
  const sets = vectorSets(rows, vectors);
  const lines = sets.flatMap(({ group, found, cover, nothingAlone }) => [
    `${group}: ${cover.smallest ? 'the fewest' : 'few'} vectors that find ${found} mistakes`,
    ...cover.chosen.map((id) => `  ${id}`),
    ...(nothingAlone.length > 0 ? ['  find nothing alone:', ...nothingAlone.map((id) => `    ${id}`)] : []),
  ]);
  return [...lines, `${setsSummary(sets)}`].join('\n');
}
