/**
 * The compiled builds: a WebAssembly module, its memory, and its functions by precision.
 *
 * @module
 */
import { relaxed } from './binaries/relaxed.ts';
import { simd } from './binaries/simd.ts';
import type { BuildParts } from './engine.ts';
import type { Precision } from './memory.ts';
import type { NumericKernels } from './numeric-kernels.ts';
import { webAssembly } from './web-assembly-api.ts';

const binaries = { simd, relaxed };
const page = 2 ** 16;

/** Compiles and starts a build. */
export function webAssemblyKernels(build: 'simd' | 'relaxed'): BuildParts {
  const { Memory, Module, Instance } = webAssembly!;
  const memory = new Memory({ initial: 16 });
  const bytes = Uint8Array.from(atob(binaries[build]), (character) => character.charCodeAt(0));
  const { exports } = new Instance(new Module(bytes), { env: { memory } });
  return {
    memory: {
      get buffer() {
        return memory.buffer;
      },
      grow: (length) => void memory.grow(Math.ceil((length - memory.buffer.byteLength) / page)),
    },
    base: (exports.heapBase as { value: number }).value,
    workBytes: (exports.workBytes as () => number)(),
    kernels: (precision) => kernelsOf(exports, precision),
  };
}

/** The functions whose names end in the precision's digits. */
function kernelsOf(exports: Readonly<Record<string, unknown>>, precision: Precision): NumericKernels {
  const digits = precision.slice(-2);
  const entries = Object.entries(exports).filter(([name]) => name.endsWith(digits));
  return Object.fromEntries(
    entries.map(([name, value]) => [name.slice(0, -2), value]),
  ) as unknown as NumericKernels;
}
