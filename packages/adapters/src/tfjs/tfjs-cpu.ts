/**
 * TensorFlow.js in plain JavaScript.
 *
 * @module
 */
import * as tf from '@tensorflow/tfjs';
import type { Adapter } from '../adapter.ts';
import { engineAdapter } from '../engine-adapter.ts';
import { tfjsEngine } from './tfjs-engine.ts';

/** The adapter `tfjs-cpu`. */
export async function loadTfjsCpu(): Promise<Adapter> {
  tf.enableProdMode(); // no advice to install the native binding
  await tf.setBackend('cpu');
  return engineAdapter(tfjsEngine('tfjs-cpu', 'cpu', []));
}
