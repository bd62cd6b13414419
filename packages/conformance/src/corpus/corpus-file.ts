/**
 * The files of the frozen corpus: `corpus/<operator>.json` in the format of the vectors, one case per line so that a
 * difference names the case, and `corpus/SHA256SUMS`, which `sha256sum -c` reads.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { operatorNames, type OperatorName } from '@gradspec/spec';
import type { OperatorVector } from '../vectors/types.ts';

/** The folder of the corpus. */
export const corpusFolder = fileURLToPath(new URL('../../corpus', import.meta.url));
/** The file of the digests. */
export const digestFile = 'SHA256SUMS';

/** The file of an operator's cases. */
export const corpusFile = (operator: OperatorName): string => `${operator}.json`;

/** The line of a case, without the comma. */
export const corpusLine = (vector: OperatorVector): string => JSON.stringify(vector);

/** The text of a file with these cases. */
export function corpusText(vectors: readonly OperatorVector[]): string {
  return `{"$schema":"../vectors.schema.json","vectors":[\n${vectors.map(corpusLine).join(',\n')}\n]}\n`;
}

/** The text of an operator's file as it is on the disk. */
export const readCorpusText = (operator: OperatorName): string =>
  readFileSync(`${corpusFolder}/${corpusFile(operator)}`, 'utf8');

/** The cases of an operator. */
export function loadCorpus(operator: OperatorName): readonly OperatorVector[] {
  return (JSON.parse(readCorpusText(operator)) as { vectors: readonly OperatorVector[] }).vectors;
}

/** The text of the digest file: a SHA-256 and a name per line, in the order of the operators. */
export function digestText(textOf: (operator: OperatorName) => string): string {
  const lines = operatorNames.map((operator) => {
    const digest = createHash('sha256').update(textOf(operator)).digest('hex');
    return `${digest}  ${corpusFile(operator)}\n`;
  });
  return lines.join('');
}
