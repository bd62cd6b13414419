/**
 * ONNX Runtime's native CPU library, one thread.
 *
 * @module
 */
import * as ort from 'onnxruntime-node';
import type { Adapter } from '../adapter.ts';
import { engineAdapter } from '../engine-adapter.ts';
import { packageVersion } from '../package-version.ts';
import { onnxEngine } from './onnx-engine.ts';

/** The adapter `onnxruntime-node`. */
export function loadOnnxruntimeNode(): Adapter {
  ort.env.logLevel = 'error';
  const version = packageVersion('onnxruntime-node', import.meta.resolve('onnxruntime-node'));
  const runtime = {
    createSession: (model: Uint8Array) =>
      ort.InferenceSession.create(model, {
        executionProviders: ['cpu'],
        graphOptimizationLevel: 'all',
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        logSeverityLevel: 3,
      }),
    createTensor: (data: Float32Array, shape: readonly number[]) => new ort.Tensor('float32', data, shape),
  };
  return engineAdapter(
    onnxEngine('onnxruntime-node', version, runtime, [
      'It is native code: SIMD wider than 128 bits where the machine has it.',
    ]),
  );
}
