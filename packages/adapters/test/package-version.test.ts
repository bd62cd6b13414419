import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import { packageVersion } from '../src/package-version.ts';

const folder = mkdtempSync(join(tmpdir(), 'gradspec-'));
afterEach(() => rmSync(folder, { recursive: true }));

test('the version is that of the package of this name, not of a nameless package.json on the way', () => {
  mkdirSync(join(folder, 'dist', 'deep'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "name": "engine", "version": "7.8.9" }');
  writeFileSync(join(folder, 'dist', 'package.json'), '{ "type": "module" }');
  const entry = pathToFileURL(join(folder, 'dist', 'deep', 'index.js')).href;
  expect(packageVersion('engine', entry)).toBe('7.8.9');
  expect(() => packageVersion('motor', entry)).toThrow(`no package.json of motor above ${entry}`);
});
