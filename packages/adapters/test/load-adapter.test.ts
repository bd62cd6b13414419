import { describe, expect, test } from '@jest/globals';
import { adapterNames } from '../src/load-adapter.ts';
import { start } from './in-node/start.ts';

test('the names of the adapters are known without loading any', () => {
  expect(adapterNames).toEqual([
    'tfjs-cpu',
    'tfjs-wasm',
    'onnxruntime-web',
    'onnxruntime-node',
    'mathjs',
    'ml-matrix',
    'pytorch',
    'scipy',
  ]);
});

describe('where no engine is installed', () => {
  // prettier-ignore
  test.each([
    ['tfjs-cpu', 'adapter tfjs-cpu needs the package @tensorflow/tfjs: npm install @tensorflow/tfjs'],
    ['tfjs-wasm', 'adapter tfjs-wasm needs the packages @tensorflow/tfjs and @tensorflow/tfjs-backend-wasm: npm install @tensorflow/tfjs @tensorflow/tfjs-backend-wasm'],
    ['onnxruntime-web', 'adapter onnxruntime-web needs the package onnxruntime-web: npm install onnxruntime-web'],
    ['onnxruntime-node', 'adapter onnxruntime-node needs the package onnxruntime-node: npm install onnxruntime-node'],
    ['mathjs', 'adapter mathjs needs the package mathjs: npm install mathjs'],
    ['ml-matrix', 'adapter ml-matrix needs the package ml-matrix: npm install ml-matrix'],
  ])('%s says what to install', async (name, message) => {
    const { code, stderr } = await start(name, [], []);
    expect(stderr).toContain(`Error: ${message}\n`);
    expect(code).toBe(1);
  }, 60_000);

  test.each([
    ['pytorch', 'PyTorch: pip install torch'],
    ['scipy', 'SciPy: pip install scipy'],
  ])(
    '%s says so when there is no such command',
    async (name, what) => {
      const { code, stderr } = await start(name, [], [], { GRADSPEC_PYTHON: 'no-such-python' });
      expect(stderr).toContain(
        `Error: adapter ${name} needs no-such-python with ${what} (spawn no-such-python ENOENT)\n`,
      );
      expect(code).toBe(1);
    },
    60_000,
  );

  test('a name that is no adapter’s is answered with those that are', async () => {
    const { stderr } = await start('onnxruntime', [], []);
    expect(stderr).toContain("Error: there is no adapter 'onnxruntime'; there are tfjs-cpu, tfjs-wasm, ");
  }, 60_000);
});
