/**
 * The memory that kernels work in, and the arena that hands it out.
 *
 * A call takes room from the top of one stack and gives back all of it at its end, also when it throws; so the memory is
 * as large as the largest call so far, whatever the number of calls. Addresses are bytes, aligned to 16. Views of the
 * memory are made anew when it has grown.
 *
 * @module
 */

/** Floating arrays that kernels compute with. */
export type FloatArray = Float32Array | Float64Array;

/** The precision of a kernel. */
export type Precision = 'float32' | 'float64';

/** Memory that can grow: WebAssembly's, or an ordinary array buffer. */
export interface Memory {
  readonly buffer: ArrayBuffer;
  /** Makes the memory at least so many bytes long; what it holds stays. */
  grow(bytes: number): void;
}

const alignment = 16;
/** Vectors may be read past the end of what they are needed for. */
const slack = 256;
const limit = 2 ** 32 - 2 ** 16;

/** Room in a memory, for one call. */
export interface Arena {
  /** The address of room for so many numbers; what stands there is arbitrary. */
  room(precision: Precision, length: number): number;
  /** The address of so many numbers, all 0. */
  zeros(precision: Precision, length: number): number;
  /** The address of a copy, in the precision asked for. */
  put(precision: Precision, values: FloatArray): number;
  /** The address of a copy of 32-bit integers, as the kernels' tables are. */
  putIntegers(values: Int32Array): number;
  /** A copy of what stands at an address, in ordinary memory. */
  take(precision: Precision, at: number, length: number): FloatArray;
  /** Copies what stands at an address into an array. */
  copyTo(target: FloatArray, precision: Precision, at: number): void;
  /** All numbers of the memory, index = address / size; no longer valid after the next call of this arena. */
  floats(precision: Precision): FloatArray;
}

/** An arena as its owner sees it. */
export interface OwnedArena extends Arena {
  /** Runs a call: what it takes is given back at its end. */
  scope<R>(run: () => R): R;
  /**
   * The addresses that `put` returns, of tables that stay for later calls. They are put once per key, unless a call is
   * running: then they go where it goes. Beyond `mostKept` bytes all of them are forgotten.
   */
  kept<A>(key: string | number, put: () => A): A;
  highWater(): number;
  resetHighWater(): void;
}

/** Parts of the memory that are kept as arrays. */
const mostParts = 64;

/** Bytes of kept tables from which on they are forgotten before the next one is made. */
const mostKept = 16 * 2 ** 20;

/** An arena over a memory, from an address on. */
export function createArena(memory: Memory, base: number): OwnedArena {
  const start = Math.ceil(base / alignment) * alignment;
  let top = start;
  let highest = start;
  let capacity = 0;
  let depth = 0;
  const tables = new Map<string | number, unknown>();
  const parts = { float32: new Map<number, FloatArray>(), float64: new Map<number, FloatArray>() };
  let floats32 = new Float32Array();
  let floats64 = new Float64Array();
  let integers = new Int32Array();

  /** Makes the memory long enough, and views of it as it then is. */
  function growTo(bytes: number): void {
    if (bytes > memory.buffer.byteLength) memory.grow(bytes);
    const { buffer } = memory;
    capacity = buffer.byteLength;
    floats32 = new Float32Array(buffer);
    floats64 = new Float64Array(buffer);
    integers = new Int32Array(buffer);
    parts.float32.clear();
    parts.float64.clear();
  }

  /** A part of the memory. The last ones are kept: to make one costs more than a small copy does. */
  function partOf(precision: Precision, first: number, length: number): FloatArray {
    const known = parts[precision];
    let part = known.get(first);
    if (part?.length !== length) {
      part = viewOf(precision).subarray(first, first + length);
      if (known.size >= mostParts) known.clear();
      known.set(first, part);
    }
    return part;
  }

  growTo(start);

  function reserve(bytes: number): number {
    const at = top;
    const end = at + Math.ceil(bytes / alignment) * alignment;
    if (!(end + slack <= limit))
      throw new RangeError(
        `kernels: one call needs ${end - start} bytes at once, more than the 4 GiB of WebAssembly’s memory`,
      );
    if (end + slack > capacity) growTo(end + slack);
    top = end;
    if (top > highest) highest = top;
    return at;
  }

  function forgetTables(): void {
    tables.clear();
    top = start;
  }

  const viewOf = (precision: Precision): FloatArray => (precision === 'float32' ? floats32 : floats64);
  const sizeOf = (precision: Precision): number => (precision === 'float32' ? 4 : 8);

  const arena: Arena = {
    room: (precision, length) => reserve(length * sizeOf(precision)),
    zeros(precision, length) {
      const at = reserve(length * sizeOf(precision));
      const first = at / sizeOf(precision);
      viewOf(precision).fill(0, first, first + length);
      return at;
    },
    put(precision, values) {
      const at = reserve(values.length * sizeOf(precision));
      viewOf(precision).set(values, at / sizeOf(precision));
      return at;
    },
    putIntegers(values) {
      const at = reserve(values.length * 4);
      integers.set(values, at / 4);
      return at;
    },
    take(precision, at, length) {
      const first = at / sizeOf(precision);
      return viewOf(precision).slice(first, first + length);
    },
    copyTo(target, precision, at) {
      target.set(partOf(precision, at / sizeOf(precision), target.length));
    },
    floats: viewOf,
  };
  return {
    ...arena,
    scope(run) {
      const before = top;
      depth++;
      try {
        return run();
      } finally {
        depth--;
        top = before;
      }
    },
    kept<A>(key: string | number, put: () => A): A {
      const known = tables.get(key) as A | undefined;
      if (known !== undefined) return known;
      if (depth > 0) return put();
      if (top - start > mostKept) forgetTables();
      const before = top;
      try {
        const addresses = put();
        tables.set(key, addresses);
        return addresses;
      } catch (error) {
        top = before;
        throw error;
      }
    },
    highWater: () => highest - start,
    resetHighWater() {
      if (depth === 0) forgetTables();
      highest = top;
    },
  };
}

/** Memory that is an ordinary array buffer. */
export function plainMemory(): Memory {
  let buffer = new ArrayBuffer(2 ** 16);
  return {
    get buffer() {
      return buffer;
    },
    grow(bytes) {
      const larger = new ArrayBuffer(Math.max(bytes, 2 * buffer.byteLength));
      new Uint8Array(larger).set(new Uint8Array(buffer));
      buffer = larger;
    },
  };
}
