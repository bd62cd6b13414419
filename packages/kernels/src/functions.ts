/**
 * exp, tanh and sigmoid of whole arrays in ordinary memory.
 *
 * Each element is computed in the precision of its array, within 1 ULP (exp) or 2 ULP (tanh, sigmoid; 2.5 for tanh of float64
 * in plain TypeScript), from that element alone.
 *
 * @module
 */
import { withKernels } from './engine.ts';
import type { FloatArray } from './memory.ts';

/** y = e^x. y is an array of x's kind, at least as long, and may be x. */
export const exp = (x: FloatArray, y: FloatArray): void => apply('exp', x, y);

/** y = tanh x. y is an array of x's kind, at least as long, and may be x. */
export const tanh = (x: FloatArray, y: FloatArray): void => apply('tanh', x, y);

/** y = 1 / (1 + e^−x). y is an array of x's kind, at least as long, and may be x. */
export const sigmoid = (x: FloatArray, y: FloatArray): void => apply('sigmoid', x, y);

/** Numbers that are copied in and out at a time: what stays in a cache between the two. */
const atOnce = 2 ** 14;

function apply(name: 'exp' | 'tanh' | 'sigmoid', x: FloatArray, y: FloatArray): void {
  const precision = x instanceof Float32Array ? 'float32' : 'float64';
  withKernels(({ arena, [precision]: kernels }) => {
    const at = arena.room(precision, Math.min(atOnce, x.length));
    const floats = arena.floats(precision);
    for (let i = 0; i < x.length; i += atOnce) {
      const part = x.subarray(i, i + atOnce);
      floats.set(part, at / x.BYTES_PER_ELEMENT);
      kernels[name](at, at, part.length);
      arena.copyTo(y.subarray(i, i + part.length), precision, at);
    }
  });
}
