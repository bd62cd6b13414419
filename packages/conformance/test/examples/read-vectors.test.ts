import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OperatorVector } from '../../src/vectors/types.ts';

const script = resolve(__dirname, '../../examples/read_vectors.py');
const published = readFileSync(resolve(__dirname, '../../vectors/linear.json'), 'utf8');

const python = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync('python3', args, { encoding: 'utf8' });
  return { exit: status, out: stdout, err: stderr };
};

type File = { vectors: OperatorVector[] };
/** One number of the file, a tensor's first, is off by one. */
const offByOne = (which: 'outputs' | 'inputGrads', name: string) => (vector: OperatorVector) => {
  const data = vector[which]![name]!.data as number[];
  data[0] = data[0]! + 1;
};

const breaks: readonly [string, (vector: OperatorVector) => void][] = [
  ['an output is wrong', offByOne('outputs', 'y')],
  ['a gradient of x is wrong', offByOne('inputGrads', 'x')],
  ['a gradient of w is wrong', offByOne('inputGrads', 'w')],
  ['a gradient of b is wrong', offByOne('inputGrads', 'b')],
  ['an output is NaN', ({ outputs }) => ((outputs.y!.data as unknown[])[0] = 'NaN')],
  ['an output is infinite', ({ outputs }) => ((outputs.y!.data as unknown[])[0] = 'Infinity')],
  ['an output is missing', ({ outputs }) => (outputs.y!.data as unknown[]).pop()],
];

if (python('--version').exit !== 0) {
  test.skip('read_vectors.py: skipped, there is no python3 on this machine', () => undefined);
  process.stderr.write('test/examples: read_vectors.py is not tested, there is no python3 on this machine\n');
} else
  describe('read_vectors.py', () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'gradspec-'));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    test('has 20 lines or fewer, and imports the standard library only', () => {
      const text = readFileSync(script, 'utf8');
      expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
      expect(text.match(/^(import|from) .*$/gm)).toEqual(['import json, math, pathlib, sys']);
    });

    test('agrees with every vector of linear, exact or not', () => {
      const { vectors } = JSON.parse(published) as File;
      expect(vectors.map(({ exact }) => exact ?? false)).toEqual(expect.arrayContaining([true, false]));
      expect(python(script)).toEqual({ exit: 0, out: `${vectors.length} vectors, all agree\n`, err: '' });
    });

    test.each(breaks)('names the vectors of a file in which %s', (_what, spoil) => {
      const file = JSON.parse(published) as File;
      const finite = file.vectors.filter(
        ({ inputs: { x, b } }) => b && x!.data.length > 0 && x!.data.every(Number.isFinite),
      );
      const spoilt = [finite.find(({ exact }) => exact)!, finite.find(({ exact }) => !exact)!];
      spoilt.forEach(spoil);
      const path = join(folder, 'broken.json');
      writeFileSync(path, JSON.stringify(file));
      const ids = file.vectors.filter((vector) => spoilt.includes(vector)).map(({ id }) => id);
      expect(python(script, path)).toEqual({ exit: 1, out: '', err: `wrong: ${ids.join(', ')}\n` });
    });

    test('takes no finite number where infinity is due', () => {
      const file = JSON.parse(published) as File;
      const infinite = file.vectors.find(({ outputs }) => outputs.y!.data.includes('Infinity'))!;
      const data = infinite.outputs.y!.data as unknown[];
      data[data.indexOf('Infinity')] = 1;
      const path = join(folder, 'finite.json');
      writeFileSync(path, JSON.stringify(file));
      expect(python(script, path)).toMatchObject({ exit: 1, err: `wrong: ${infinite.id}\n` });
    });

    test('sees one unit in the last place where the answer is exact', () => {
      const file = JSON.parse(published) as File;
      const exact = file.vectors.find((vector) => vector.exact && vector.outputs.y!.data.length > 1)!;
      const data = exact.outputs.y!.data as number[];
      data[0] = data[0]! * (1 + Number.EPSILON);
      const path = join(folder, 'ulp.json');
      writeFileSync(path, JSON.stringify(file));
      expect(python(script, path)).toMatchObject({ exit: 1, err: `wrong: ${exact.id}\n` });
    });
  });
