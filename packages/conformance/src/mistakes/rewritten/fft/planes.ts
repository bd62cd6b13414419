/**
 * From planes of a tensor to spectra and back.
 *
 * @module
 */
import { numberOf, perAxis, placeOf, volume, type Axes, type Windows } from '../windows.ts';
import { complexZeros, transform, type Complex } from './transform.ts';

/** Where element i of a plane stands along an axis of the transform; it is taken modulo the length. */
export type Position = (windows: Windows, axis: 0 | 1 | 2, i: number) => number;
/** How two spectra meet, at one frequency. */
export type Meet = (a: Complex, b: Complex, at: number) => readonly [number, number];

/** a · b. */
export const product: Meet = (a, b, at) => [
  a.re[at]! * b.re[at]! - a.im[at]! * b.im[at]!,
  a.re[at]! * b.im[at]! + a.im[at]! * b.re[at]!,
];

/** a · b̄: a correlation. */
export const conjugateProduct: Meet = (a, b, at) => [
  a.re[at]! * b.re[at]! + a.im[at]! * b.im[at]!,
  a.im[at]! * b.re[at]! - a.re[at]! * b.im[at]!,
];

/** Where the elements of a plane stand in a transform. */
export interface Layout {
  readonly lengths: Axes;
  /** By the element's number. */
  readonly places: readonly number[];
}

/** The layout of planes of these sizes. */
export function layoutOf(windows: Windows, sizes: Axes, lengths: Axes, position: Position): Layout {
  const place = (number: number) => {
    const at = placeOf(number, sizes);
    return numberOf(
      perAxis((axis) => position(windows, axis, at[axis]) % lengths[axis]),
      lengths,
    );
  };
  return { lengths, places: Array.from({ length: volume(sizes) }, (_, number) => place(number)) };
}

/** The spectrum of every plane of a tensor. */
export function spectraOf(data: ArrayLike<number>, { lengths, places }: Layout): Complex[] {
  return Array.from({ length: data.length / places.length }, (_, plane) => {
    const values = complexZeros(volume(lengths));
    places.forEach((place, i) => (values.re[place]! += data[plane * places.length + i]!));
    transform(values, lengths, -1);
    return values;
  });
}

/** Σ of the spectra that meet in pairs. */
export function sumOf(pairs: readonly (readonly [Complex, Complex])[], meet: Meet, lengths: Axes): Complex {
  const sum = complexZeros(volume(lengths));
  for (const [a, b] of pairs)
    for (let at = 0; at < sum.re.length; at++) {
      const [re, im] = meet(a, b, at);
      sum.re[at]! += re;
      sum.im[at]! += im;
    }
  return sum;
}

/** The plane of a spectrum: the inverse transform, times `factor`, read at the layout's places. */
export function planeOf(spectrum: Complex, layout: Layout, factor = 1 / volume(layout.lengths)): number[] {
  const values = { re: spectrum.re.slice(), im: spectrum.im.slice() };
  transform(values, layout.lengths, 1);
  return layout.places.map((place) => values.re[place]! * factor);
}
