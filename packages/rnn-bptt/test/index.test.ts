import { expect, test } from '@jest/globals';
import packageJson from '../package.json' with { type: 'json' };
import byDefault, { rnnBptt } from '../src/index.ts';

test('is exported by name and by default, and names itself and its version as its package does', () => {
  expect(byDefault).toBe(rnnBptt);
  expect(packageJson.name).toBe(`@gradspec/${rnnBptt.name}`);
  expect(rnnBptt.version).toBe(packageJson.version);
});
