import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { operatorNames, type OperatorName } from '@gradspec/spec';
import {
  corpusFile,
  corpusFolder,
  corpusText,
  digestFile,
  digestText,
  loadCorpus,
  readCorpusText,
} from '../../src/corpus/corpus-file.ts';
import { loadVectors } from '../../src/vectors/load.ts';
import type { JsonTensor, JsonTensors, OperatorVector } from '../../src/vectors/types.ts';
import { validateVectorFile } from '../../src/vectors/validate.ts';

const everywhere = operatorNames.flatMap((operator) => loadCorpus(operator));

test('the files are those that the digests were made of', () => {
  const published = readFileSync(`${corpusFolder}/${digestFile}`, 'utf8');
  expect(digestText(readCorpusText)).toBe(published);
  expect(readdirSync(corpusFolder).sort()).toEqual([digestFile, ...operatorNames.map(corpusFile)].sort());
});

test('the npm package has them', () => {
  const { files } = JSON.parse(readFileSync(`${corpusFolder}/../package.json`, 'utf8')) as {
    files: string[];
  };
  expect(files).toContain('corpus');
});

test('one changed digit is another digest', () => {
  const changed = (operator: OperatorName) => {
    const text = readCorpusText(operator);
    return operator === 'gru'
      ? text.replace(/(\d)(?=[^\d]*$)/, (digit) => String((Number(digit) + 1) % 10))
      : text;
  };
  const lines = (text: string) => text.trimEnd().split('\n');
  const [own, others] = [lines(digestText(readCorpusText)), lines(digestText(changed))];
  expect(own.filter((line, i) => line !== others[i])).toEqual([
    expect.stringMatching(/^[0-9a-f]{64} {2}gru\.json$/),
  ]);
});

test.each(operatorNames)('%s.json has one case per line, in the format of the vectors', (operator) => {
  const text = readCorpusText(operator);
  const vectors = loadCorpus(operator);
  expect(text).toBe(corpusText(vectors));
  expect(text.split('\n').length - 3).toBe(vectors.length);
  expect(validateVectorFile(JSON.parse(text))).toEqual([]);
  expect(vectors.every((vector) => vector.operator === operator)).toBe(true);
});

describe('the cases', () => {
  test('are at least 2,500, with gradients, over all operators, none of them twice', () => {
    expect(everywhere.length).toBeGreaterThanOrEqual(2500);
    expect(everywhere.filter(({ inputGrads }) => inputGrads === undefined)).toEqual([]);
    for (const operator of operatorNames) expect(loadCorpus(operator).length).toBeGreaterThanOrEqual(70);
    const calls = everywhere.map(({ operator, inputs, attributes }) => {
      const shapes = Object.entries(inputs).map(([name, { shape }]) => [name, shape]);
      return JSON.stringify([operator, shapes, attributes]);
    });
    expect(new Set(calls).size).toBe(calls.length);
  });

  test('have ids of their own', () => {
    const ids = [...everywhere, ...loadVectors()].map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  const off = (problem: (vector: OperatorVector) => boolean) =>
    everywhere.filter(problem).map(({ id }) => id);
  const tensorsOf = (...all: (JsonTensors | undefined)[]): JsonTensor[] =>
    all.flatMap((tensors) => Object.values(tensors ?? {}));

  test('have inputs that are numbers of float32, so that one input serves both dtypes', () => {
    const isFloat32 = (value: JsonTensor['data'][number]) =>
      value === 'NaN' || (typeof value === 'number' && Math.fround(value) === value);
    expect(
      off(
        ({ inputs, outputGrads }) =>
          !tensorsOf(inputs, outputGrads).every(({ data }) => data.every(isFloat32)),
      ),
    ).toEqual([]);
  });

  test('have finite answers', () => {
    const isFinite = ({ data }: JsonTensor) => data.every((value) => Number.isFinite(Number(value)));
    expect(off(({ outputs, inputGrads }) => !tensorsOf(outputs, inputGrads).every(isFinite))).toEqual([]);
  });

  test('have some gradient that is not 0, and no output gradient of ones', () => {
    const isAll =
      (expected: number) =>
      ({ data }: JsonTensor) =>
        data.length > 0 && data.every((value) => value === expected);
    expect(off(({ inputGrads }) => tensorsOf(inputGrads).every(isAll(0)))).toEqual([]);
    expect(off(({ outputGrads }) => tensorsOf(outputGrads).some(isAll(1)))).toEqual([]);
  });

  test('have NaN past the ends of sequences of unequal lengths, where nothing may be read, and nowhere else', () => {
    const withNaN = everywhere.filter(({ inputs }) =>
      tensorsOf(inputs).some(({ data }) => data.includes('NaN')),
    );
    expect(withNaN.length).toBeGreaterThan(50);
    for (const { id, inputs } of withNaN) {
      const [, N, I] = inputs.x!.shape as [number, number, number];
      const lengths = inputs.lengths!.data.map(Number);
      const past = inputs.x!.data.map((_, i) => Math.floor(i / (N * I)) >= lengths[Math.floor(i / I) % N]!);
      expect({ id, past: inputs.x!.data.map((value) => value === 'NaN') }).toEqual({ id, past });
    }
  });
});
