/**
 * Planes: the spectrum of the elements of one channel put on the periodic grid, and elements read back from a spectrum.
 *
 * "Plane" says 2-D; in 1-D it is a line and in 3-D a block.
 *
 * @module
 */
import { fftAxes, zeroSpectrum, type Axes, type FloatArray, type Spectrum } from '@gradspec/kernels';
import { elementCount } from '@gradspec/spec';
import type { Placement } from './geometry.ts';

/**
 * The spectra of `channels` planes that follow each other in `data` from index `start` on: each is put on a grid of zeros
 * of size L and transformed.
 */
export function spectraOf(
  data: FloatArray,
  { start, channels, placement, L }: { start: number; channels: number; placement: Placement; L: Axes },
): Spectrum[] {
  const size = elementCount(placement.count);
  const places = placesOf(placement, L);
  return Array.from({ length: channels }, (_, channel) => {
    const spectrum = zeroSpectrum(elementCount(L));
    const from = start + channel * size;
    places.forEach((place, i) => (spectrum.re[place] = data[from + i]!));
    fftAxes(spectrum.re, spectrum.im, L);
    return spectrum;
  });
}

/** The elements that a spectrum's inverse transform has at a placement, in row-major order. The spectrum is used up. */
export function readPlane(spectrum: Spectrum, placement: Placement, L: Axes): Float64Array {
  fftAxes(spectrum.re, spectrum.im, L, true);
  return Float64Array.from(placesOf(placement, L), (place) => spectrum.re[place]!);
}

/** The grid index of every element of a placement, in row-major order. */
export function placesOf({ count, start, step }: Placement, L: Axes): Uint32Array {
  const along = (axis: 0 | 1 | 2, i: number) => {
    const place = (start[axis] + i * step[axis]) % L[axis];
    return place < 0 ? place + L[axis] : place;
  };
  const places = new Uint32Array(elementCount(count));
  let at = 0;
  for (let d = 0; d < count[0]; d++)
    for (let h = 0; h < count[1]; h++)
      for (let w = 0; w < count[2]; w++)
        places[at++] = (along(0, d) * L[1] + along(1, h)) * L[2] + along(2, w);
  return places;
}
