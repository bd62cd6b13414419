/**
 * The memory as arrays of numbers, for functions that compute in it.
 *
 * @module
 */
import type { FloatArray, Memory, Precision } from '../memory.ts';

/** Views of a memory in one precision. */
export interface Views {
  /** Bytes of a number. */
  readonly size: 4 | 8;
  /** The views of the memory as it is now. */
  now(): { readonly floats: FloatArray; readonly integers: Int32Array };
}

/** Views that are made anew whenever the memory has grown. */
export function viewsOf(memory: Memory, precision: Precision): Views {
  const FloatArrayOf = precision === 'float32' ? Float32Array : Float64Array;
  let buffer: ArrayBuffer | undefined;
  let views: { floats: FloatArray; integers: Int32Array };
  return {
    size: precision === 'float32' ? 4 : 8,
    now() {
      if (buffer !== memory.buffer) {
        buffer = memory.buffer;
        views = { floats: new FloatArrayOf(buffer), integers: new Int32Array(buffer) };
      }
      return views;
    },
  };
}
