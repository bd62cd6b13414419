/**
 * The builds of the kernels, and which of them this machine can run.
 *
 *   typescript   plain TypeScript: everywhere
 *   simd         WebAssembly with 128-bit vectors; a multiplication and an addition round each
 *   relaxed      the same with relaxed SIMD: multiply-add rounds once (FMA)
 *
 * What an engine has is found out by validating a module of one function that uses it. Node 22 and later have relaxed SIMD;
 * on Node 20 whoever owns the process can switch it on before the first module is compiled, with
 * `v8.setFlagsFromString('--experimental-wasm-relaxed-simd')`. A library must not.
 *
 * @module
 */
import { webAssembly } from './web-assembly-api.ts';

/** A build of the kernels. */
export type Build = 'typescript' | 'simd' | 'relaxed';

/** All builds, the fastest last. */
export const builds: readonly Build[] = ['typescript', 'simd', 'relaxed'];

/** A module of one function without arguments that returns a v128: `body` and the end of the function. */
function moduleOf(body: readonly number[]): Uint8Array<ArrayBuffer> {
  const code = [0, ...body, 0x0b];
  return Uint8Array.of(
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic, version
    ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], // type: () → v128
    ...[0x03, 0x02, 0x01, 0x00], // one function of it
    ...[0x0a, code.length + 2, 0x01, code.length, ...code],
  );
}

const splat = [0x41, 0x00, 0xfd, 0x0f]; // i32.const 0, i8x16.splat
const probes = {
  simd: moduleOf(splat),
  relaxed: moduleOf([...splat, ...splat, ...splat, 0xfd, 0x85, 0x02]), // f32x4.relaxed_madd
};

/** Whether this machine can run a build. */
export const canRun = (build: Build): boolean =>
  build === 'typescript' || webAssembly?.validate(probes[build]) === true;

/** The builds that this machine can run, the fastest last. */
export const kernelBuilds = (): Build[] => builds.filter(canRun);
