/**
 * PFFFT (Julien Pommier) compiled to WebAssembly with SIMD. A call copies the signal into its memory, transforms it there
 * into the usual order, and copies the result out.
 *
 * @module
 */
import type { PffftModule } from '@echogarden/pffft-wasm/simd';
import { interleaved, separated, type Transformer } from './transformer.ts';

const [complex, forward] = [1, 0];

/** Loads the SIMD build. */
export async function loadPffft(): Promise<PffftModule> {
  const { default: start } = await import('@echogarden/pffft-wasm/simd');
  return start();
}

/** PFFFT as a contestant. */
export const pffft = (module: PffftModule): Transformer => ({
  ...{ name: 'pffft-wasm simd', kind: 'javascript', enter: () => {} },
  prepare(signal) {
    const pairs = interleaved(signal);
    const out = new Float32Array(pairs.length);
    const setup = module._pffft_new_setup(signal.re.length, complex);
    const pointers = Array.from({ length: 3 }, () => module._pffft_aligned_malloc(pairs.byteLength));
    if (setup === 0 || pointers.includes(0)) throw new Error('it has no memory, or not this size');
    const [input, output, work] = pointers as [number, number, number];
    const first = output / Float32Array.BYTES_PER_ELEMENT;
    const action = () => {
      module.HEAPF32.set(pairs, input / Float32Array.BYTES_PER_ELEMENT);
      module._pffft_transform_ordered(setup, input, output, work, forward);
      out.set(module.HEAPF32.subarray(first, first + out.length));
    };
    return {
      action,
      spectrum() {
        action();
        return separated(out);
      },
      close() {
        module._pffft_destroy_setup(setup);
        for (const pointer of pointers) module._pffft_aligned_free(pointer);
      },
    };
  },
});
