import { describe, expect, test } from '@jest/globals';
import type { PffftModule } from '@echogarden/pffft-wasm/simd';
import { kernelBuilds } from '@gradspec/kernels';
import { fftJs } from '../../src/transforms/fft-js.ts';
import { ourFft } from '../../src/transforms/our-fft.ts';
import { pffft } from '../../src/transforms/pffft.ts';
import { relativeError, transformOf } from '../../src/transforms/reference.ts';
import { interleaved, separated, type Transformer } from '../../src/transforms/transformer.ts';
import { runModule } from '../in-node.ts';

const signal = {
  re: Float32Array.from({ length: 64 }, (_, t) => Math.sin(t * t)),
  im: Float32Array.from({ length: 64 }, (_, t) => Math.cos(3 * t)),
};

/** PFFFT's functions over a plain array, with a slow transform; says what is still allocated. */
function fakePffft() {
  const heap = new Float32Array(1024);
  const held = new Set<number>();
  let next = 16;
  const take = (bytes: number) => {
    const pointer = next;
    next += bytes;
    held.add(pointer);
    return pointer;
  };
  const module: PffftModule = {
    HEAPF32: heap,
    _pffft_aligned_malloc: take,
    _pffft_aligned_free: (pointer) => void held.delete(pointer),
    _pffft_new_setup: (n, kind) => (kind === 1 && n >= 16 ? take(4 * n) : 0),
    _pffft_destroy_setup: (setup) => void held.delete(setup),
    _pffft_transform_ordered(_, input, output, work, direction) {
      expect([direction, held.has(work)]).toEqual([0, true]);
      const { re, im } = transformOf(separated(heap.subarray(input / 4, input / 4 + 128)));
      heap.set(interleaved({ re: Float32Array.from(re), im: Float32Array.from(im) }), output / 4);
    },
  };
  return { module, held };
}

const builds = kernelBuilds().map((build): [string, Transformer] => [`ours, ${build}`, ourFft(build)]);

describe.each([...builds, ['fft.js', fftJs], ['pffft', pffft(fakePffft().module)]])(
  '%s',
  (_, transformer) => {
    test('transforms the signal, also after many calls that were timed', () => {
      transformer.enter();
      const prepared = transformer.prepare(signal);
      for (let i = 0; i < 100; i++) prepared.action();
      expect(relativeError(prepared.spectrum(), transformOf(signal))).toBeLessThan(1e-6);
      prepared.close();
    });
  },
);

test('of a signal that is transformed in place, the numbers stay finite', () => {
  // 200 transforms of transforms would be 64^100 times as large
  const { re, im } = { re: new Float32Array(64).fill(1), im: new Float32Array(64) };
  const prepared = ourFft('typescript').prepare({ re, im });
  for (let i = 0; i < 200; i++) prepared.action();
  expect(prepared.spectrum().re[0]).toBe(64);
  expect(re).toEqual(new Float32Array(64).fill(1));
});

test('pffft gives back what it took, and says when there is no plan', () => {
  const { module, held } = fakePffft();
  const prepared = pffft(module).prepare(signal);
  expect(held.size).toBe(4);
  prepared.close();
  expect(held.size).toBe(0);
  const tiny = { re: new Float32Array(4), im: new Float32Array(4) };
  expect(() => pffft(module).prepare(tiny)).toThrow('it has no memory, or not this size');
});

test('the module itself has the functions that the bench calls', async () => {
  const names = Object.keys(fakePffft().module);
  const code = `
    const module = await loadPffft();
    process.stdout.write(${JSON.stringify(names)}.filter((name) => !(name in module)).join() || 'all there');`;
  expect(await runModule('transforms/pffft.ts', code)).toBe('all there');
});
