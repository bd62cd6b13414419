import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { operatorNames } from '@gradspec/spec';
import { gradspec } from './command.ts';

const root = resolve(__dirname, '../..');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gradspec-vectors-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('gradspec vectors writes vectors, corpus, digests and schema as they are published', () => {
  const out = join(folder, 'new/json');
  const { code, out: said } = gradspec(['vectors', '--out', out]);
  expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/^wrote \d+ files to .*corpus\n$/) });
  expect(readdirSync(out).sort()).toEqual(['corpus', 'vectors', 'vectors.schema.json']);
  for (const part of ['vectors', 'corpus']) {
    expect(readdirSync(join(out, part))).toEqual(readdirSync(join(root, part)));
    for (const file of readdirSync(join(out, part)))
      expect(readFileSync(join(out, part, file)).equals(readFileSync(join(root, part, file)))).toBe(true);
  }
});

test('with --format npz it writes an archive per operator', () => {
  const out = join(folder, 'npz');
  expect(gradspec(['vectors', '--out', out, '--format', 'npz']).code).toBe(0);
  const archives = operatorNames.map((operator) => `${operator}.npz`).sort();
  for (const part of ['vectors', 'corpus']) {
    expect(readdirSync(join(out, part)).sort()).toEqual(archives);
    for (const file of archives)
      expect(readFileSync(join(out, part, file)).toString('latin1')).toContain('/inputs/');
  }
});

test('nothing that is there already is written over', () => {
  const file = join(folder, 'mine.txt');
  writeFileSync(file, 'mine');
  const { code, err } = gradspec(['vectors', '--out', folder]);
  expect({ code, err }).toEqual({
    code: 2,
    err: `gradspec: the folder '${folder}' is not empty; name a new one\n`,
  });
  expect(gradspec(['vectors', '--out', folder, '--format', 'onnx']).err).toBe(err);
  expect(gradspec(['vectors', '--out', file]).err).toBe(`gradspec: '${file}' is a file, not a folder\n`);
});

test.each([
  [['vectors'], /required option '--out <dir>' not specified/],
  [['vectors', '--out', 'x', '--format', 'hdf5'], /Allowed choices are json, npz, onnx/],
])('gradspec %j is refused', (args, message) => {
  const { code, err } = gradspec(args);
  expect(code).toBe(2);
  expect(err).toMatch(message);
});
