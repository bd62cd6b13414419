/**
 * One array in NumPy's `.npy` format, version 1.0: a magic string, a header that is a Python dictionary padded to a multiple
 * of 64 bytes, and the elements in row-major order, little-endian.
 *
 * Source: numpy.lib.format, "Format Version 1.0".
 *
 * @module
 */
import type { Shape } from '@gradspec/spec';

/** The dtypes that are written: float64, int32, and a text as bytes. */
type Description = '<f8' | '<i4' | `|S${number}`;

function npy(description: Description, shape: Shape, elements: Uint8Array): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dictionary = `{'descr': '${description}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const start = 10; // magic string, version, length of the header
  const length = Math.ceil((start + dictionary.length + 1) / 64) * 64 - start;
  const head = Buffer.alloc(start);
  head.write('\u0093NUMPY\u0001\u0000', 'latin1');
  head.writeUInt16LE(length, 8);
  return Buffer.concat([head, Buffer.from(`${dictionary.padEnd(length - 1)}\n`, 'latin1'), elements]);
}

/** An array of float64. */
export function npyFloats(shape: Shape, values: readonly number[]): Uint8Array {
  const elements = Buffer.alloc(8 * values.length);
  values.forEach((value, i) => elements.writeDoubleLE(value, 8 * i));
  return npy('<f8', shape, elements);
}

/** An array of int32. */
export function npyIntegers(shape: Shape, values: readonly number[]): Uint8Array {
  const elements = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => elements.writeInt32LE(value, 4 * i));
  return npy('<i4', shape, elements);
}

/** A text, as an array without axes of its bytes in UTF-8. */
export function npyText(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'utf8');
  return npy(`|S${bytes.length}`, [], bytes);
}
