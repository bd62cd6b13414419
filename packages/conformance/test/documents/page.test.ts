import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { documentsPage, entries } from '../../src/documents/page.ts';
import { concepts, documents, errata } from '../../src/documents/sources.ts';
import { loadVectors } from '../../src/vectors/load.ts';

const root = resolve(__dirname, '../../../..');
const ids = new Set(loadVectors().map(({ id }) => id));

test('docs/documents.md is current', () => {
  process.chdir(root);
  expect(readFileSync('docs/documents.md', 'utf8')).toBe(documentsPage());
});

test('every one of the documents’ 175 claims has its place, and each document has some', () => {
  const all = entries();
  expect(all).toHaveLength(175);
  for (const { number } of documents())
    expect(all.filter((entry) => entry.documents.includes(number)).length).toBeGreaterThan(3);
});

test('what a concept or an erratum points to exists', () => {
  for (const { claim, explainedIn } of concepts()) {
    const [path, anchor] = explainedIn.split('#');
    const text = readFileSync(`${root}/${path}`, 'utf8').toLowerCase();
    if (anchor) expect({ claim, found: text.includes(`\n## ${anchor}`) }).toEqual({ claim, found: true });
  }
  for (const { id, vectors = [] } of errata())
    expect({ id, missing: vectors.filter((one) => !ids.has(one)) }).toEqual({ id, missing: [] });
});
