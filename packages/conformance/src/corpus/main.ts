/**
 * `node dist/corpus/main.js`: computes the frozen corpus again and writes its files and their digests; the result is the
 * same on every machine. Operators that are named are the only ones computed. It takes some 20 seconds.
 *
 * Exit codes: 0 written, 2 usage.
 *
 * @module
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { operatorNames, type OperatorName } from '@gradspec/spec';
import {
  corpusFile,
  corpusFolder,
  corpusText,
  digestFile,
  digestText,
  readCorpusText,
} from './corpus-file.ts';
import { unknownName } from '../usage-error.ts';
import { corpusVectors } from './corpus-vectors.ts';

const named = process.argv.slice(2);
const unknown = named.find((name) => !(operatorNames as readonly string[]).includes(name));
if (unknown !== undefined) {
  process.stderr.write(`corpus: ${unknownName('operator', unknown, operatorNames).message}\n`);
  process.exitCode = 2;
} else {
  mkdirSync(corpusFolder, { recursive: true });
  for (const operator of named.length > 0 ? (named as OperatorName[]) : operatorNames) {
    const vectors = [...corpusVectors(operator)];
    writeFileSync(`${corpusFolder}/${corpusFile(operator)}`, corpusText(vectors));
    process.stdout.write(`${corpusFile(operator)}: ${vectors.length} cases\n`);
  }
  writeFileSync(`${corpusFolder}/${digestFile}`, digestText(readCorpusText));
}
