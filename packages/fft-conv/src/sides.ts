/**
 * The two sides of a correlation: where the planes are whose spectra meet.
 *
 * @module
 */
import type { Positions } from './boxes.ts';
import { volume, type Axes, type Geometry } from './geometry.ts';

/** One side: planes of a group, in the order of their spectra. */
export interface Side {
  /** Spectra of a group. */
  readonly count: number;
  /** Where one of the planes of a sample's group is. */
  positions(n: number, g: number, index: number): Positions;
}

/** The channels of a tensor with one number per position. */
export const plainSide = (channels: number, groups: number, sizes: Axes): Side => ({
  count: channels,
  positions: (n, g, index) => ({
    at: ((n * groups + g) * channels + index) * volume(sizes),
    sizes,
    step: [1, 1, 1],
    offset: [0, 0, 0],
  }),
});

/** The phases of the channels of x. */
export function phaseSide({ groups, CG, S, stride, phases }: Geometry): Side {
  return {
    count: CG * phases.length,
    positions: (n, g, index) => ({
      at: ((n * groups + g) * CG + Math.floor(index / phases.length)) * volume(S),
      sizes: S,
      step: stride,
      offset: phases[index % phases.length]!.offset,
    }),
  };
}
