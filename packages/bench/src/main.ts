/**
 * The program `bench`. The flag comes first: on Node 20 relaxed SIMD has to be on before the first module is compiled.
 *
 * @module
 */
import { setFlagsFromString } from 'node:v8';

if (Number(process.versions.node.split('.')[0]) < 22) setFlagsFromString('--experimental-wasm-relaxed-simd');

const { cli } = await import('./cli.ts');
process.exitCode = await cli(process.argv.slice(2));
