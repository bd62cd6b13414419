/**
 * Which tiles a correlation is computed in (overlap-save), by what they cost.
 *
 * A tile of L positions per axis gives B = L − E + 1 outputs, E being the span of the kernel. Small tiles compute the overlap
 * E − 1 again and again; large ones do not fit the caches, nor, with many channels, the memory that a call may take.
 *
 *   cost = turns·((inputs + sums)·F + inputs·sums·V·product) + ⌈2·kernels / slots⌉·F + planes of tiles·(moving + V/2)
 *
 * in units of one operation on an element, a vector of real and one of imaginary parts: V elements in a tile, F = V·Σ_axes
 * (operations of its passes per element) for one transform. A turn is as many tiles of one group as there are slots. The tile
 * with the least cost is taken.
 *
 * @module
 */
import { elementBytes, nextFftSize, radicesOf, remembering } from '@gradspec/kernels';
import { perAxis, volume, type Axes, type AxisIndex } from './geometry.ts';

/** What a tile size is chosen for. */
export interface Task {
  /** The outputs along each axis, of all samples together `samples` times. */
  readonly outputs: Axes;
  readonly samples: number;
  /** The kernel's span. */
  readonly E: Axes;
  /** Spectra that go into one group's sums, and that come out of them. */
  readonly inputs: number;
  readonly sums: number;
  readonly groups: number;
  /** Tiles that are transformed side by side. */
  readonly slots: number;
  /** Bytes that the spectra may take. */
  readonly bytes: number;
}

/** A tile's size and how many outputs of each axis it gives. */
export interface Tiling {
  readonly L: Axes;
  readonly B: Axes;
}

/** Operations on one element in a pass of each radix: its sums and products, reading and writing. */
const passCost: Readonly<Record<number, number>> = { 2: 7, 3: 10, 4: 9, 5: 13 };
/** What is added where the number of passes is odd: the result stands beside the plane and is copied back. */
const copyBack = 4;
/** Bytes that a transform should touch, and how much slower it is where it touches more than that. */
const cache = 512 * 1024;
const beyondCache = 1.7;
/** Operations of one product that is added up. */
const productCost = 4;
/** What finding the places of one tile in a tensor costs, whatever its size, per plane. */
const moving = 15_000;

/** Bytes that spectra may take in any case, and how much dearer tiles may be that keep to the budget of a small call. */
const alwaysBytes = 16 * 2 ** 20;
const tooDear = 4;

/** Bytes that spectra may take beside the tensors of a call: twice theirs, and room for the tiles of small ones. */
export const spectraBudget = (tensors: readonly { readonly byteLength: number }[]): number =>
  tensors.reduce((sum, { byteLength }) => sum + 2 * byteLength, 2 ** 20);

/** The tiling of a task; choosing it takes as long as a small call, so it is remembered for calls of the same sizes. */
export const tilingOf = remembering(choose, isSame, () => true);

const sameAxes = (a: Axes, b: Axes): boolean => a[0] === b[0] && a[1] === b[1] && a[2] === b[2];

function isSame(a: Task, b: Task): boolean {
  return (
    sameAxes(a.outputs, b.outputs) &&
    sameAxes(a.E, b.E) &&
    a.samples === b.samples &&
    a.inputs === b.inputs &&
    a.sums === b.sums &&
    a.groups === b.groups &&
    a.slots === b.slots &&
    a.bytes === b.bytes
  );
}

function choose(task: Task): Tiling {
  const sizes = perAxis((axis) => candidates(task, axis));
  const cheapest = { cost: Infinity, L: undefined as Axes | undefined };
  const fitting = { ...cheapest };
  const smallest = { ...cheapest };
  const note = (best: typeof cheapest, cost: number, L: Axes) => {
    if (cost < best.cost) Object.assign(best, { cost, L });
  };
  for (const d of sizes[0])
    for (const h of sizes[1])
      for (const w of sizes[2]) {
        const L: Axes = [d, h, w];
        const bytes = spectraBytes(task, L);
        note(smallest, bytes, L);
        if (bytes > Math.max(task.bytes, alwaysBytes)) continue;
        const cost = costOf(task, L);
        note(cheapest, cost, L);
        if (bytes <= task.bytes) note(fitting, cost, L);
      }
  const allowed = fitting.cost <= tooDear * cheapest.cost ? fitting.L : cheapest.L;
  const L = allowed ?? smallest.L!;
  return { L, B: outputsOf(task, L) };
}

const outputsOf = ({ E }: Task, L: Axes): Axes => perAxis((axis) => L[axis] - E[axis] + 1);

/** Odd parts of the sizes to try: more than two passes of radix 3 or 5 do not pay. */
const oddParts = [1, 3, 5, 9, 15];

/**
 * Sizes to try along an axis, from the kernel's span to a single tile: all that are a power of two times one of the odd
 * parts, thinned to as many as leave few combinations, and the smallest ones for 1 and 2 tiles.
 */
function candidates({ outputs, E }: Task, axis: AxisIndex): number[] {
  const most = nextFftSize(outputs[axis] + E[axis] - 1);
  const sizes = new Set([most, nextFftSize(Math.ceil(outputs[axis] / 2) + E[axis] - 1)]);
  const others: number[] = [];
  for (const odd of oddParts)
    for (let size = odd; size < most; size *= 2) if (size >= E[axis]) others.push(size);
  others.sort((a, b) => a - b);
  const axes = outputs.filter((count) => count > 1).length;
  const step = Math.max(1, Math.floor(others.length / (axes > 2 ? 8 : axes > 1 ? 24 : 64)));
  for (let i = 0; i < others.length; i += step) sizes.add(others[i]!);
  return [...sizes];
}

/** Bytes of the spectra of a task in tiles of L. */
export function spectraBytes({ inputs, sums, groups, slots }: Task, L: Axes): number {
  const kernels = groups * inputs * sums;
  // A pair of numbers of a kernel's spectrum has as many bytes as a slot of an element, twice.
  const pair = (2 * elementBytes) / slots;
  return volume(L) * (elementBytes * (inputs + 4) + kernels * pair);
}

/** What a task costs in tiles of L; see above. */
export function costOf(task: Task, L: Axes): number {
  const { outputs, samples, inputs, sums, groups, slots } = task;
  const B = outputsOf(task, L);
  const perSample = volume(perAxis((axis) => Math.ceil(outputs[axis] / B[axis])));
  const tiles = samples * perSample;
  const V = volume(L);
  const F = transformCost(L);
  const turns = groups * Math.ceil((samples * Math.ceil(perSample / 2)) / (slots / 2));
  const planes = inputs + sums;
  return (
    turns * (planes * F + inputs * sums * V * productCost) +
    Math.ceil((groups * inputs * sums * 2) / slots) * F +
    groups * planes * tiles * (moving + V / 2)
  );
}

/** Operations of one transform of a plane; along an axis, lines beside each other are taken up to eight at a time. */
function transformCost(L: Axes): number {
  const V = volume(L);
  let beside = 1;
  let cost = 0;
  for (const size of [...L].reverse()) {
    const touched = 3 * size * Math.min(beside, 8) * elementBytes;
    cost += V * lineCost(size) * (touched > cache ? beyondCache : 1);
    beside *= size;
  }
  return 2 * V * elementBytes > 2 * cache ? cost * 1.2 : cost;
}

const lineCosts = new Map<number, number>();

/** Operations per element of a transform of one axis. */
function lineCost(size: number): number {
  let cost = lineCosts.get(size);
  if (cost === undefined) {
    const radices = radicesOf(size)!;
    cost = radices.reduce((sum, radix) => sum + passCost[radix]!, radices.length % 2 === 1 ? copyBack : 0);
    lineCosts.set(size, cost);
  }
  return cost;
}
