/**
 * The vector functions of every build, over a memory of the test's own inside the arena.
 *
 * @module
 */
import type { Build } from '../src/builds.ts';
import { useKernels, withKernels } from '../src/engine.ts';
import type { FloatArray } from '../src/memory.ts';
import type { Bits, FunctionName } from './exact-functions.ts';

/** The functions of one build. */
export interface FunctionBuild {
  /** The build's memory as an array of numbers of so many bits: 2²⁰ bytes, all for the test. */
  readonly memory: Readonly<Record<Bits, FloatArray>>;
  /** Computes n numbers from element `src` of the memory on, to element `dst` on. */
  apply(name: FunctionName, bits: Bits, src: number, dst: number, n: number): void;
}

const bytes = 2 ** 20;

/** The functions of a build, from now on in this memory. */
export function functionBuild(build: Build): FunctionBuild {
  const memory = { 32: new Float32Array(bytes / 4), 64: new Float64Array(bytes / 8) };
  return {
    memory,
    apply(name, bits, src, dst, n) {
      useKernels(build);
      withKernels(({ arena, float32, float64 }) => {
        const at = arena.put(`float${bits}`, memory[bits]);
        const kernels = bits === 32 ? float32 : float64;
        kernels[name](at + (src * bits) / 8, at + (dst * bits) / 8, n);
        arena.copyTo(memory[bits], `float${bits}`, at);
      });
    },
  };
}
