/**
 * Reading vector files.
 *
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Vector } from './types.ts';

/** The folder of the published vectors. */
export const vectorsFolder = fileURLToPath(new URL('../../vectors', import.meta.url));

/** The vectors of one file of the published folder, as `conv.json`. */
export function loadVectorFile(file: string): readonly Vector[] {
  return (JSON.parse(readFileSync(`${vectorsFolder}/${file}`, 'utf8')) as { vectors: readonly Vector[] })
    .vectors;
}

/** The names of the published files. */
export function vectorFiles(): readonly string[] {
  return readdirSync(vectorsFolder)
    .filter((file) => file.endsWith('.json'))
    .sort();
}

let published: readonly Vector[] | undefined;

/** Every published vector: adding one to a file of `vectors/` is all it takes to have it here. */
export function loadVectors(): readonly Vector[] {
  return (published ??= vectorFiles().flatMap(loadVectorFile));
}
