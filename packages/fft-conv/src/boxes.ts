/**
 * Moving tiles between tensors and the slots of a grid's planes.
 *
 * @module
 */
import { elementBytes } from '@gradspec/kernels';
import { slotAt, type Grid } from './grid.ts';
import { perAxis, type Axes } from './geometry.ts';

/** A plane of a tensor, of which position q along an axis is the element q·step + offset. */
export interface Positions {
  /** The elements of the tensor before the plane. */
  readonly at: number;
  readonly sizes: Axes;
  readonly step: Axes;
  readonly offset: Axes;
}

/** Positions `first` … `first + count − 1` of a plane, the first of which is place `place` of the grid. */
export interface Box {
  readonly first: Axes;
  readonly count: Axes;
  readonly place: Axes;
}

/** A slot of a plane of the grid, and the address of the tensor that is moved into it or out of it. */
export interface Move {
  readonly plane: number;
  readonly slot: number;
  readonly tensor: number;
}

/** Copies the elements that there are of a box into a slot. */
export function loadBox(grid: Grid, move: Move, positions: Positions, box: Box): void {
  const found = elementsOf(grid, move, positions, box);
  if (!found) return;
  const { count, tensor, tensorStep, place, placeStep } = found;
  const [D, H, W] = count;
  const [d, h, w] = tensorStep;
  grid.kernels.copyBox(D, H, W, tensor, d, h, w, place, ...placeStep);
}

/** Copies a slot's elements into the tensor, as far as it has them. */
export function storeBox(grid: Grid, move: Move, positions: Positions, box: Box): void {
  const found = elementsOf(grid, move, positions, box);
  if (!found) return;
  const { count, tensor, tensorStep, place, placeStep } = found;
  const [D, H, W] = count;
  const [d, h, w] = placeStep;
  grid.kernels.copyBox(D, H, W, place, d, h, w, tensor, ...tensorStep);
}

interface Elements {
  readonly count: Axes;
  /** Address of the first element and elements from one to the next, in the tensor and in the plane. */
  readonly tensor: number;
  readonly tensorStep: Axes;
  readonly place: number;
  readonly placeStep: Axes;
}

function elementsOf(
  grid: Grid,
  { plane, slot, tensor }: Move,
  { at, sizes, step, offset }: Positions,
  box: Box,
): Elements | undefined {
  // The first and last position whose element exists.
  const first = perAxis((a) => Math.max(box.first[a], Math.ceil(-offset[a] / step[a])));
  const last = perAxis((a) =>
    Math.min(box.first[a] + box.count[a] - 1, Math.floor((sizes[a] - 1 - offset[a]) / step[a])),
  );
  const count = perAxis((a) => last[a] - first[a] + 1);
  if (Math.min(...count) < 1) return undefined;
  const element = perAxis((a) => first[a] * step[a] + offset[a]);
  const place = perAxis((a) => box.place[a] + first[a] - box.first[a]);
  const [, L1, L2] = grid.L;
  const [, H, W] = sizes;
  const numbers = elementBytes / grid.size;
  return {
    count,
    tensor: tensor + (at + (element[0] * H + element[1]) * W + element[2]) * grid.size,
    tensorStep: [step[0] * H * W, step[1] * W, step[2]],
    place: slotAt(grid, plane, slot) + ((place[0] * L1 + place[1]) * L2 + place[2]) * elementBytes,
    placeStep: [L1 * L2 * numbers, L2 * numbers, numbers],
  };
}
