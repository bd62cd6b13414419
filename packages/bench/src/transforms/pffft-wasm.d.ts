// The package has no types of its own.
declare module '@echogarden/pffft-wasm/simd' {
  /** What the bench uses of the compiled module; a pointer is a number of bytes. */
  export interface PffftModule {
    readonly HEAPF32: Float32Array;
    _pffft_aligned_malloc(bytes: number): number;
    _pffft_aligned_free(pointer: number): void;
    _pffft_new_setup(n: number, kind: number): number;
    _pffft_destroy_setup(setup: number): void;
    _pffft_transform_ordered(
      setup: number,
      input: number,
      output: number,
      work: number,
      direction: number,
    ): void;
  }

  /** Compiles the module. */
  export default function start(): Promise<PffftModule>;
}
