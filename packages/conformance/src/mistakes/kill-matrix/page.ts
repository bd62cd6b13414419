/**
 * The kill matrix as the page `docs/mistakes.md`: no times, so that it is the same wherever it is made.
 *
 * @module
 */
import type { Vector } from '../../vectors/types.ts';
import type { Equivalent } from '../recurrent/equivalent.ts';
import { firstKill, foundLast, survivors, type Row } from './matrix.ts';
import { summaryText } from './terminal.ts';
import { checksOf, vectorsOf } from './probes.ts';
import { setsSummary, vectorSets, type VectorSet } from './vector-sets.ts';

/** What the page is made of. */
export interface PageParts {
  /** Of one implementation and of nets; every vector was tried on every mistake. */
  readonly rows: readonly Row[];
  readonly vectors: readonly Vector[];
  readonly equivalents: readonly Equivalent[];
  /** The last cell of a mistake or of a kind of hygiene: the checks that find it. */
  readonly checksCell: (name: string) => string;
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

const table = (heads: readonly string[], lines: readonly (readonly string[])[]): string =>
  [line(heads), line(heads.map(() => '---')), ...lines.map(line)].join('\n');

/** Ids in words: all, all but a few, a few, or none. */
function fewest(ids: readonly string[], all: readonly string[]): string {
  const others = all.filter((id) => !ids.includes(id));
  if (ids.length === 0) return 'none';
  if (others.length === 0) return `all ${all.length}`;
  return others.length < ids.length ? `all but ${others.join(', ')}` : ids.join(', ');
}

/** The cells of the checks, from the rows of a run that tried every check: by a mistake's id, or a kind of hygiene. */
export function checksCells(rows: readonly Row[]): (name: string) => string {
  const found = (row: Row) => row.kills.checks.map(({ by }) => by);
  return (name) => {
    const row = rows.find(({ planting }) => planting.id === name);
    if (row)
      return fewest(
        found(row),
        checksOf(row.planting.group).map(({ id }) => id),
      );
    const kind = rows.filter(({ planting }) => planting.hygiene === name);
    const ids = [...new Set(kind.flatMap(({ planting }) => checksOf(planting.group).map(({ id }) => id)))];
    const runs = (id: string) =>
      kind.filter(({ planting }) => checksOf(planting.group).some((check) => check.id === id));
    return fewest(
      ids.filter((id) => runs(id).every((one) => found(one).includes(id))),
      ids,
    );
  };
}

/** The cells of the checks as a page has them. */
export function cellsOfPage(page: string): (name: string) => string {
  const cells = new Map(
    page
      .split('\n')
      .filter((text) => text.startsWith('| `'))
      .map((text) => [/^\| `([^`]*)`/.exec(text)![1]!, / \| ([^|]*) \|$/.exec(text)?.[1] ?? '']),
  );
  return (name) => cells.get(name) ?? 'not known';
}

const caseCell = ({ kills }: Row): string => kills.generated[0]?.by.replace('case ', '') ?? 'none';

function operatorPart(group: string, rows: readonly Row[], { vectors, checksCell }: PageParts): string {
  const all = vectorsOf(vectors, rows[0]!.planting.group).length;
  const lines = rows.map((row) => {
    const { id, name } = row.planting;
    const [first] = row.kills.vectors;
    const found = first ? `${first.by} (${row.kills.vectors.length} of ${all})` : 'none';
    return [`\`${id}\``, name.en, found, ...(group === 'graph' ? [] : [caseCell(row), checksCell(id)])];
  });
  const heads = ['mistake', 'what is done', 'first vector (how many)'];
  return `### ${group}\n\n${table(group === 'graph' ? heads : [...heads, 'first case', 'checks that find it'], lines)}`;
}

function hygienePart(rows: readonly Row[], { checksCell }: PageParts): string {
  const kinds = [...new Set(rows.map(({ planting }) => planting.hygiene!))];
  const lines = kinds.map((kind) => {
    const own = rows.filter(({ planting }) => planting.hygiene === kind);
    const last = foundLast(own);
    const kill = last && firstKill(last);
    const found = kill ? `${kill.by}, number ${kill.after} of ${last.planting.group}` : 'lives';
    return [`\`${kind}\``, own[0]!.planting.name.en, String(own.length), found, checksCell(kind)];
  });
  const heads = [
    'mistake',
    'what is done',
    'operators',
    'found last by',
    'checks that find it in all of their operators',
  ];
  return `### In any operator\n\n${table(heads, lines)}`;
}

function setLine({ group, vectors, found, cover, nothingAlone }: VectorSet): string[] {
  const { chosen, smallest } = cover;
  return [
    group,
    String(found),
    `${smallest ? '' : 'at most '}${chosen.length} of ${vectors}${chosen.length > 0 ? ': ' : ''}${chosen.join(', ')}`,
    nothingAlone.join(', ') || 'none',
  ];
}

const intro = `# Mistakes, and what finds them

A suite is worth what it finds. Every mistake of the catalogue (\`packages/conformance/src/mistakes\`) is planted into a right
implementation, which is then put through the default run: the vectors, the generated cases, the checks. A mistake that nothing
finds fails the build. \`gradspec mistakes\` does it for all implementations of the workspace and prints how long each takes to be
found; this page is what comes out for naive-loops. \`npm run mistakes\` writes it, and \`npm run mistakes -- --check\` says whether all
but the checks' column, which takes minutes, is current.

*First case* is the index of the first generated case that finds the mistake: \`gradspec run mine.ts --operator conv --index 7\`
runs it. A probe that finds the right implementation wrong as well would not count.`;

/** The page. */
export function mistakesPage(parts: PageParts): string {
  const { rows, vectors, equivalents } = parts;
  const own = rows.filter(({ planting }) => planting.hygiene === undefined);
  const hygiene = rows.filter(({ planting }) => planting.hygiene !== undefined);
  const names = [...new Set(own.map(({ planting }) => planting.group))];
  const sets = vectorSets(rows, vectors);
  const alive = survivors(rows).map(({ planting }) => `\`${planting.id}\``);
  return `${[
    intro,
    `${summaryText(rows)}${alive.length > 0 ? `: ${alive.join(', ')}` : ''}.`,
    '## By operator',
    ...names.map((group) =>
      operatorPart(
        group,
        own.filter(({ planting }) => planting.group === group),
        parts,
      ),
    ),
    hygienePart(hygiene, parts),
    '## What looks like a mistake and is none',
    'These are not planted: whoever writes them computes the same, rounding apart, or makes another choice that is right, too.',
    table(
      ['slip', 'what is done', 'why nothing changes'],
      equivalents.map(({ id, name, because }) => [id, name.en, because]),
    ),
    '## The vectors as a set',
    `${setsSummary(sets)}. Of the last column each could be left out if all others stayed; most are worked examples of the documents.`,
    table(
      ['operator', 'mistakes', 'the fewest vectors that find them', 'find nothing alone'],
      sets.map(setLine),
    ),
  ].join('\n\n')}\n`;
}
