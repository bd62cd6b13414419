/**
 * ONNX Runtime's WebAssembly build: SIMD, one thread, the binary that lies in the installed package.
 *
 * @module
 */
import * as ort from 'onnxruntime-web';
import type { Adapter } from '../adapter.ts';
import { engineAdapter } from '../engine-adapter.ts';
import { packageVersion } from '../package-version.ts';
import { onnxEngine } from './onnx-engine.ts';

/** The adapter `onnxruntime-web`. */
export function loadOnnxruntimeWeb(): Adapter {
  ort.env.logLevel = 'error';
  ort.env.wasm.numThreads = 1;
  const version = packageVersion('onnxruntime-web', import.meta.resolve('onnxruntime-web'));
  const runtime = {
    createSession: (model: Uint8Array) =>
      ort.InferenceSession.create(model, {
        executionProviders: ['wasm'],
        graphOptimizationLevel: 'all',
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        logSeverityLevel: 3,
      }),
    createTensor: (data: Float32Array, shape: readonly number[]) => new ort.Tensor('float32', data, shape),
  };
  return engineAdapter(onnxEngine('onnxruntime-web', version, runtime, []));
}
