/**
 * The tiles of all samples, in the order in which they are computed.
 *
 * @module
 */
import { perAxis, type Axes } from './geometry.ts';

/** A tile: its sample, and the first of its outputs along each axis. */
export interface Tile {
  readonly n: number;
  readonly first: Axes;
}

/** The tiles of one turn by slot; a slot may be empty. */
export type Turn = readonly (Tile | undefined)[];

/**
 * The tiles of N samples with so many outputs, B of them along each axis in a tile, in turns that fill the slots. The two
 * tiles that share a lane are of one sample: what rounding carries from one to the other is small beside both.
 */
export function turnsOf(N: number, outputs: Axes, B: Axes, slots: number): Turn[] {
  const pairs = Array.from({ length: N }, (_, n) => pairsOf(n, outputs, B)).flat();
  const lanes = slots / 2;
  return Array.from({ length: Math.ceil(pairs.length / lanes) }, (_, turn) => {
    const here = pairs.slice(turn * lanes, (turn + 1) * lanes);
    return Array.from({ length: slots }, (__, slot) => here[slot % lanes]?.[Math.floor(slot / lanes)]);
  });
}

function pairsOf(n: number, outputs: Axes, B: Axes): Tile[][] {
  const [D, H, W] = perAxis((axis) => Math.ceil(outputs[axis] / B[axis]));
  const tiles: Tile[] = [];
  for (let d = 0; d < D; d++)
    for (let h = 0; h < H; h++)
      for (let w = 0; w < W; w++) tiles.push({ n, first: [d * B[0], h * B[1], w * B[2]] });
  return Array.from({ length: Math.ceil(tiles.length / 2) }, (_, i) => tiles.slice(2 * i, 2 * i + 2));
}
