import { expect, test } from '@jest/globals';
import { builtInNames } from '../../src/implementations/built-in.ts';
import { findImplementation } from '../../src/implementations/find-implementation.ts';

test.each(builtInNames)('%s is found by its name', async (name) => {
  const { name: own, version, kernels } = await findImplementation(name);
  expect(own).toBe(name);
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(Object.keys(kernels).length).toBeGreaterThan(0);
});

test.each<[written: string, name: string, message: RegExp]>([
  [
    'naive-loop',
    'UsageError',
    /^there is no implementation 'naive-loop'; the nearest: naive-loops, .*\.\/naive-loop\.ts\)$/,
  ],
  ['', 'UsageError', /^there is no implementation ''; the nearest: .*\.\/my-implementation\.ts\)$/],
  ['__proto__', 'UsageError', /^there is no implementation '__proto__'; /],
  ['no-such-module.ts', 'ModuleLoadError', /^no-such-module\.ts: no such file: looked for \//],
  ['./no-such-folder/mine', 'ModuleLoadError', /^no-such-folder\/mine: no such file: there is no folder \//],
  ['no-such-module.mjs', 'ModuleLoadError', /^no-such-module\.mjs: no such file/],
])("'%s' is not found, with a %s", async (written, name, message) => {
  const error = (await findImplementation(written).catch((reason: unknown) => reason)) as Error;
  expect(error.name).toBe(name);
  expect(error.message).toMatch(message);
});
