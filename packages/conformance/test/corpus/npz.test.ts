import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { corpusFolder, loadCorpus } from '../../src/corpus/corpus-file.ts';
import { npzOf } from '../../src/corpus/npz.ts';
import { storedZip } from '../../src/corpus/stored-zip.ts';
import { readNpy, readZip } from './read-zip.ts';

const vectors = loadCorpus('lstm');

test('every tensor of every vector is an array of the archive', () => {
  const files = readZip(npzOf(vectors));
  const names = vectors.flatMap(({ id, inputs, outputs, outputGrads = {}, inputGrads = {} }) => [
    `${id}/attributes.npy`,
    ...Object.entries({ inputs, outputs, outputGrads, inputGrads }).flatMap(([part, tensors]) =>
      Object.keys(tensors).map((name) => `${id}/${part}/${name}.npy`),
    ),
  ]);
  expect([...files.keys()]).toEqual(names);
});

test('an array has its shape, its dtype and its numbers, NaN among them', () => {
  const files = readZip(npzOf(vectors));
  const { id, inputs, attributes } = vectors.find(
    ({ inputs: { x, lengths } }) => lengths && x!.data.includes('NaN'),
  )!;
  const x = readNpy(files.get(`${id}/inputs/x.npy`)!);
  expect(x.header).toMatch(
    `'descr': '<f8', 'fortran_order': False, 'shape': (${inputs.x!.shape.join(', ')})`,
  );
  const values = inputs.x!.data.map((_, i) => x.elements.readDoubleLE(8 * i));
  expect(values).toEqual(inputs.x!.data.map(Number));
  const lengths = readNpy(files.get(`${id}/inputs/lengths.npy`)!);
  expect(lengths.header).toContain(
    `'descr': '<i4', 'fortran_order': False, 'shape': (${inputs.lengths!.shape[0]},)`,
  );
  expect(inputs.lengths!.data.map((_, i) => lengths.elements.readInt32LE(4 * i))).toEqual(
    inputs.lengths!.data,
  );
  const text = readNpy(files.get(`${id}/attributes.npy`)!);
  expect(JSON.parse(text.elements.toString('utf8'))).toEqual(attributes ?? {});
});

test('the elements begin at a multiple of 64 bytes of their file, after a line end', () => {
  for (const npy of readZip(npzOf(vectors.slice(0, 20))).values()) {
    const { header } = readNpy(npy);
    expect((10 + header.length) % 64).toBe(0);
    expect(header.endsWith('\n')).toBe(true);
  }
});

test('the same files make the same bytes', () => {
  const files = new Map([['ä/b.npy', Buffer.from('abc')]]);
  expect(storedZip(files)).toEqual(storedZip(files));
  expect([...readZip(storedZip(files))]).toEqual([['ä/b.npy', Buffer.from('abc')]]);
});

test('more files than the format has numbers for are refused', () => {
  const many = new Map(Array.from({ length: 65_536 }, (_, i) => [String(i), new Uint8Array(0)]));
  expect(() => storedZip(many)).toThrow(/65536 files .* are more than a ZIP archive holds/);
});

const script = `
import json, sys, numpy
archive, vectors = numpy.load(sys.argv[1]), json.load(open(sys.argv[2]))["vectors"]
for v in vectors:
    assert json.loads(archive[v["id"] + "/attributes"][()]) == v.get("attributes", {}), v["id"]
    for part in ("inputs", "outputs", "outputGrads", "inputGrads"):
        for name, t in v[part].items():
            got, want = archive[f'{v["id"]}/{part}/{name}'], numpy.array([float(e) for e in t["data"]]).reshape(t["shape"])
            assert numpy.array_equal(got, want, equal_nan=True) and got.shape == want.shape, (v["id"], part, name)
print(len(vectors))
`;

if (spawnSync('python3', ['-c', 'import numpy']).status !== 0) {
  test.skip('NumPy reads the archive: skipped, there is no NumPy on this machine', () => undefined);
  process.stderr.write(
    'test/corpus: NumPy reading an archive is not tested, there is no NumPy on this machine\n',
  );
} else
  test('NumPy reads the same arrays as are in the JSON', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gradspec-npz-'));
    writeFileSync(join(folder, 'lstm.npz'), npzOf(vectors));
    const args = ['-c', script, join(folder, 'lstm.npz'), join(corpusFolder, 'lstm.json')];
    const { stdout, stderr } = spawnSync('python3', args, { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect({ stdout: stdout.trim(), stderr }).toEqual({ stdout: String(vectors.length), stderr: '' });
  });
