/**
 * `gradspec vectors`: the published vectors and the frozen corpus, written to a folder for any other language.
 *
 * @module
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { operatorNames } from '@gradspec/spec';
import { corpusFile, corpusFolder, digestFile, loadCorpus } from '../corpus/corpus-file.ts';
import { npzOf } from '../corpus/npz.ts';
import { UsageError } from '../usage-error.ts';
import { loadVectorFile, vectorFiles, vectorsFolder } from '../vectors/load.ts';
import type { OperatorVector } from '../vectors/types.ts';

/** What the command was asked. */
export interface VectorsOptions {
  /** A folder that is not there yet, or is empty. */
  readonly out: string;
  readonly format: 'json' | 'npz' | 'onnx';
}

const schema = fileURLToPath(new URL('../../vectors.schema.json', import.meta.url));

/** Writes the files and says what was written. @throws UsageError where something is in the folder already. */
export async function vectors({ out, format }: VectorsOptions): Promise<number> {
  if (existsSync(out) && !statSync(out).isDirectory())
    throw new UsageError(`'${out}' is a file, not a folder`);
  if (existsSync(out) && readdirSync(out).length > 0)
    throw new UsageError(`the folder '${out}' is not empty; name a new one`);
  for (const folder of ['vectors', 'corpus']) mkdirSync(join(out, folder), { recursive: true });
  const written = await writers[format](out);
  process.stdout.write(`wrote ${written} to ${join(out, 'vectors')} and ${join(out, 'corpus')}\n`);
  return 0;
}

/** Writes a format; returns what was written. */
const writers: Record<VectorsOptions['format'], (out: string) => string | Promise<string>> = {
  json: (out) => `${writeJson(out)} files`,
  npz: (out) => `${writeNpz(out)} files`,
  onnx: async (out) => {
    const { writeOnnxCases } = await import('../onnx/write-cases.ts');
    return `${writeOnnxCases(out)} cases`;
  },
};

/** As they are published: the corpus with its digests, and the schema that the files name. */
function writeJson(out: string): number {
  copyFileSync(schema, join(out, 'vectors.schema.json'));
  for (const file of vectorFiles()) copyFileSync(join(vectorsFolder, file), join(out, 'vectors', file));
  const corpus = [...operatorNames.map(corpusFile), digestFile];
  for (const file of corpus) copyFileSync(join(corpusFolder, file), join(out, 'corpus', file));
  return vectorFiles().length + corpus.length;
}

/** One archive per operator. Nets, tables, shapes and refused calls are no arrays: those are in the JSON only. */
function writeNpz(out: string): number {
  const published = vectorFiles().flatMap(loadVectorFile);
  for (const operator of operatorNames) {
    const own = published.filter(
      (vector): vector is OperatorVector => vector.kind === 'operator' && vector.operator === operator,
    );
    writeFileSync(join(out, 'vectors', `${operator}.npz`), npzOf(own));
    writeFileSync(join(out, 'corpus', `${operator}.npz`), npzOf(loadCorpus(operator)));
  }
  return 2 * operatorNames.length;
}
