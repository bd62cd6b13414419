import { expect, test } from '@jest/globals';
import packageJson from '../package.json' with { type: 'json' };
import byDefault, { matrixIm2col } from '../src/index.ts';

test('is exported by name and by default, and names itself and its version as its package does', () => {
  expect(byDefault).toBe(matrixIm2col);
  expect(packageJson.name).toBe(`@gradspec/${matrixIm2col.name}`);
  expect(matrixIm2col.version).toBe(packageJson.version);
});
