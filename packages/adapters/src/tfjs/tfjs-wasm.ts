/**
 * TensorFlow.js on its WebAssembly backend: SIMD, one thread, the binary that lies in the installed package.
 *
 * @module
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { Adapter } from '../adapter.ts';
import { engineAdapter } from '../engine-adapter.ts';
import { tfjsEngine } from './tfjs-engine.ts';

/** The adapter `tfjs-wasm`. */
export async function loadTfjsWasm(): Promise<Adapter> {
  tf.enableProdMode(); // no advice to install the native binding
  tf.env().set('WASM_HAS_SIMD_SUPPORT', true);
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setThreadsCount(1);
  const entry = fileURLToPath(import.meta.resolve('@tensorflow/tfjs-backend-wasm'));
  setWasmPaths(`${dirname(entry)}/`);
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs-wasm: the WebAssembly backend did not start');
  return engineAdapter(
    tfjsEngine('tfjs-wasm', 'wasm', [
      'This backend has no weight gradient of a convolution and no gradient of a depthwise one.',
      'Its gradient of a max pool is wrong: a window without a positive element sends dy to its first element (seen in 4.22.0).',
    ]),
  );
}
