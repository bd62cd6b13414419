import { expect, test } from '@jest/globals';
import packageJson from '../package.json' with { type: 'json' };
import byDefault, { fftConv } from '../src/index.ts';

test('is exported by name and by default, and names itself and its version as its package does', () => {
  expect(byDefault).toBe(fftConv);
  expect(packageJson.name).toBe(`@gradspec/${fftConv.name}`);
  expect(fftConv.version).toBe(packageJson.version);
});
