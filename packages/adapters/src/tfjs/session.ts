/**
 * What one call keeps in TensorFlow.js: tensors that live until it is closed, and results that live until the next run.
 *
 * The engine is one per process and has one backend at a time, so every run names its backend first.
 *
 * @module
 */
import * as tf from '@tensorflow/tfjs';
import { tensor, type FloatTensor, type Shape } from '@gradspec/spec';

/** A backend of TensorFlow.js that is registered. */
export type Backend = 'cpu' | 'wasm';

/** Makes a backend, which has been initialised before, the one that computes. */
export function useBackend(backend: Backend): void {
  // Synchronous for a backend that is initialised; doing it twice would set its kernels up again.
  if (tf.getBackend() !== backend) void tf.setBackend(backend);
}

/** Whether a backend has a kernel, by its name in TensorFlow.js. */
export function hasKernel(backend: Backend, kernel: string): boolean {
  return tf.getKernel(kernel, backend) !== undefined;
}

/** A tensor of the engine as one of the spec, of this shape, which has as many elements. */
export function download(from: tf.Tensor, shape: Shape): FloatTensor {
  return tensor('float32', shape, from.dataSync());
}

/** A computation that makes nobody wait. */
interface Immediate<R> {
  run(): void;
  read(): R;
}

/** The tensors and computations of one call. */
export interface Session {
  readonly backend: Backend;
  /** A tensor of the spec, changed by `layout`, kept until the session closes. */
  upload<T extends tf.Tensor>(from: FloatTensor, layout: (uploaded: tf.Tensor) => T): T;
  /** A tensor that is computed now and kept until the session closes. */
  keep<T extends tf.Tensor>(compute: () => T): T;
  /**
   * Something that is computed again at every run, which copies the results out as they lie; `read` sees the last ones, and
   * may make more tensors.
   */
  computation<T extends tf.TensorContainer, R>(compute: () => T, read: (results: T) => R): Immediate<R>;
  close(): void;
}

/** Starts a session. */
export function session(backend: Backend): Session {
  const kept: (() => tf.TensorContainer | undefined)[] = [];
  const keep = <T extends tf.Tensor>(compute: () => T): T => {
    const computed = tf.tidy(compute);
    kept.push(() => computed);
    return computed;
  };
  useBackend(backend);
  return {
    backend,
    keep,
    upload: (from, layout) =>
      keep(() => layout(tf.tensor(from.data as Float32Array, [...from.shape], 'float32'))),
    computation(compute, read) {
      let results: ReturnType<typeof compute> | undefined;
      kept.push(() => results);
      return {
        run() {
          useBackend(backend);
          if (results !== undefined) tf.dispose(results);
          results = tf.tidy(compute);
          for (const { dataId } of tf.tensor_util.getTensorsInContainer(results))
            tf.backend().readSync(dataId);
        },
        read() {
          useBackend(backend);
          let out!: ReturnType<typeof read>;
          tf.tidy(() => void (out = read(results!)));
          return out;
        },
      };
    },
    close() {
      for (const get of kept) tf.dispose(get());
    },
  };
}
