/**
 * The page `docs/documents.md`: every claim of the documents, by document and section, and where it is verified or
 * explained; the errata; the digits that were corrected.
 *
 * @module
 */
import { loadVectors, loadVectorFile, vectorFiles } from '../vectors/load.ts';
import { concepts, documents, errata, type Concept, type Document } from './sources.ts';

/** A claim and its place. */
interface Entry {
  readonly claim: string;
  readonly documents: readonly string[];
  readonly section: string;
  readonly status: string;
  readonly says: string;
  readonly place: string;
}

const escape = (text: string) => text.replaceAll('|', '\\|');
const row = (cells: readonly string[]) => `| ${cells.map(escape).join(' | ')} |`;
const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

function vectorEntries(): Entry[] {
  return vectorFiles().flatMap((file) =>
    loadVectorFile(file).flatMap(({ id, description, source }) =>
      source.claim === undefined
        ? []
        : [
            {
              claim: source.claim,
              documents: source.documents ?? [],
              section: source.section ?? '',
              status: source.status ?? '',
              says: description.en,
              place: `[${id}](../packages/conformance/vectors/${file})`,
            },
          ],
    ),
  );
}

function placeOf({ explainedIn, what }: Concept): string {
  const [path, heading] = explainedIn.split('#');
  const anchor = heading === undefined ? '' : `#${heading.toLowerCase().replaceAll(' ', '-')}`;
  const link = `[${path}](../${path}${anchor})`;
  return what ? `${link}: ${what}` : link;
}

const conceptEntries = (): Entry[] =>
  concepts().map((concept) => ({
    ...concept,
    documents: concept.documents ?? [],
    section: concept.section ?? '',
    place: placeOf(concept),
  }));

/** Every claim with its place, several vectors of one claim side by side. */
export function entries(): readonly Entry[] {
  const byClaim = new Map<string, Entry>();
  for (const entry of [...vectorEntries(), ...conceptEntries()]) {
    const known = byClaim.get(entry.claim);
    byClaim.set(entry.claim, known ? { ...known, place: `${known.place}, ${entry.place}` } : entry);
  }
  return [...byClaim.values()];
}

const claimTable = (of: readonly Entry[]) =>
  tableOf(
    ['claim', 'status', 'what', 'verified or explained by'],
    of.map(({ claim, status, says, place }) => [`\`${claim}\``, status, says, place]),
  );

function documentPart(document: Document, all: readonly Entry[]): string {
  const { number, title, author, site, date, sections } = document;
  const own = all.filter((entry) => entry.documents[0] === number);
  const also = all.filter((entry) => entry.documents.slice(1).includes(number));
  const unknown = own.filter(({ section }) => !sections.includes(section));
  if (unknown.length > 0)
    throw new Error(
      `document ${number} has no section '${unknown[0]!.section}' (claim ${unknown[0]!.claim})`,
    );
  const parts = sections.map((section) => {
    const here = own.filter((entry) => entry.section === section);
    return `### ${section}\n\n${here.length > 0 ? claimTable(here) : 'No claim that a number or a page could hold.'}`;
  });
  const shared =
    also.length > 0
      ? [`### Also in this document\n\n${also.map(({ claim }) => `\`${claim}\``).join(', ')}`]
      : [];
  const by = [author, site, date].filter(Boolean).join(', ');
  return [`## ${number}: ${title}`, by, ...parts, ...shared].join('\n\n');
}

function errataPart(): string {
  const rows = errata().map(({ id, documents: numbers, says, correct, vectors = [] }) => [
    id,
    numbers.join(', '),
    says,
    correct,
    vectors.map((vector) => `\`${vector}\``).join(', '),
  ]);
  return `## Errata\n\n${tableOf(['', 'document', 'says', 'is right', 'shown by'], rows)}`;
}

function correctionsPart(): string {
  const rows = loadVectors().flatMap(({ id, source: { corrected } }) =>
    corrected ? [[`\`${id}\``, String(corrected.values), corrected.example]] : [],
  );
  return [
    '## Corrected last digits',
    'Published numbers that were printed short of float64, completed from the definition; none was further off than its print.',
    tableOf(['vector', 'numbers', 'such as'], rows),
  ].join('\n\n');
}

/** The whole page. */
export function documentsPage(): string {
  const all = entries();
  const beyond = all.filter((entry) => entry.documents.length === 0);
  return `${[
    '# The five documents, claim by claim',
    '<!-- Written by `npm run docs`; change the vectors or packages/conformance/documents instead. -->',
    `${all.length} claims. A claim is *stated* by a document, *derived* from what it states, or *reconstructed* from the public source it leans on. A vector is verified on every implementation by \`npm run conformance\`; \`gradspec explain <id>\` writes it out. Figures that a lecture prints with two decimals (0.73, −0.53, 0.20) are shown as the roundings they are and asserted nowhere.`,
    ...documents().map((document) => documentPart(document, all)),
    ...(beyond.length > 0 ? [`## Beyond the documents\n\n${claimTable(beyond)}`] : []),
    errataPart(),
    correctionsPart(),
  ].join('\n\n')}\n`;
}
