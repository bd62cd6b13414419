/**
 * Relaxed SIMD on Node 20, where it is behind a flag. For programs that own their process, before the first use of a kernel;
 * a library must leave the flags alone. On Node 22 and later there is nothing to do, and nothing is done.
 *
 * @module
 */
import { setFlagsFromString } from 'node:v8';

/** Lets the kernels' relaxed build run, if this Node has it at all. */
export function switchOnRelaxedSimd(): void {
  if (Number(process.versions.node.split('.')[0]) < 22)
    setFlagsFromString('--experimental-wasm-relaxed-simd');
}
