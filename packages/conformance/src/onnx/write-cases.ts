/**
 * The published vectors and the frozen corpus in the layout of ONNX's backend tests: a folder per case with `model.onnx`,
 * and its tensors under `test_data_set_0`.
 *
 * Source: ONNX, "Backend tests": onnx/backend/test/data.
 *
 * @module
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operatorNames, type FloatDtype } from '@gradspec/spec';
import { loadCorpus } from '../corpus/corpus-file.ts';
import { loadVectors } from '../vectors/load.ts';
import type { OperatorVector } from '../vectors/types.ts';
import { caseOf } from './case-of.ts';
import { modelFile, tensorFile, type OnnxCase, type OnnxTensor } from './graph.ts';
import { readmeText } from './readme.ts';
import { Tally } from './tally.ts';

const dtypes: readonly FloatDtype[] = ['float32', 'float64'];

/** As ONNX names its own: letters, digits and underscores. */
const folderName = (id: string, dtype: FloatDtype): string =>
  `test_${id.replace(/[^a-z0-9]+/g, '_')}_${dtype}`;

function writeCase(folder: string, { id, description }: OperatorVector, one: OnnxCase): void {
  const data = join(folder, 'test_data_set_0');
  mkdirSync(data, { recursive: true });
  writeFileSync(join(folder, 'model.onnx'), modelFile(id, description.en, one));
  const write = (kind: string) => (tensor: OnnxTensor, i: number) =>
    writeFileSync(join(data, `${kind}_${i}.pb`), tensorFile(tensor));
  one.inputs.forEach(write('input'));
  one.outputs.forEach(write('output'));
}

/** Writes all cases under `vectors` and `corpus`, and a README that says what is there; returns how many cases there are. */
export function writeOnnxCases(out: string): number {
  const tally = new Tally();
  const published = loadVectors().filter((vector) => vector.kind === 'operator');
  for (const operator of operatorNames) {
    const parts = {
      vectors: published.filter((vector) => vector.operator === operator),
      corpus: loadCorpus(operator),
    };
    for (const [part, vectors] of Object.entries(parts))
      for (const vector of vectors)
        for (const dtype of vector.dtypes ?? dtypes) {
          const one = caseOf(vector, dtype);
          tally.count(operator, dtype, one);
          if (!('leftOut' in one)) writeCase(join(out, part, folderName(vector.id, dtype)), vector, one);
        }
  }
  writeFileSync(join(out, 'README.md'), readmeText(tally));
  return tally.written;
}
