/**
 * Winograd's convolution for the correlations that it suits: one phase, a 3×3 kernel without stride or dilation, float32.
 *
 *   F(4×4, 3×3): 36 products for 16 outputs of a channel instead of 144, and a larger error; see the kernel.
 *
 * @module
 */
import { withKernels, type FloatArray } from '@gradspec/kernels';
import { elementCount } from '@gradspec/spec';
import type { Correlation } from './plan.ts';
import { paddingOf, type Padded, type Sampling } from './sampling.ts';
import { sourceOf } from './source.ts';

/** Channels on both sides from which the transforms pay. */
const fewChannels = 8;
/** Bytes that a block's transformed inputs and outputs may take: most of a second cache. */
const blockBytes = 640 * 1024;

/** How a 3×3 kernel walks over the source. */
interface Walk {
  /** Where its first row and column stand for the first output. */
  readonly start: readonly [number, number];
  /** Whether its elements are met backwards. */
  readonly flip: boolean;
}

/** The walk of a correlation that Winograd's way suits. */
function walkOf({ phases, K, rows, channels }: Correlation): Walk | undefined {
  if (phases.length > 1 || String(K) !== '1,3,3' || Math.min(rows, channels) < fewChannels) return undefined;
  const [D, H, W] = phases[0]!;
  const isFlat = D.count === 1 && D.taps[0]!.offset === 0;
  const [h, w] = [directionOf(H), directionOf(W)];
  if (!isFlat || h === 0 || h !== w) return undefined;
  const first = ({ taps }: Sampling): number => Math.min(taps[0]!.offset, taps[2]!.offset);
  return { start: [first(H), first(W)], flip: h < 0 };
}

/** 1 or −1 where three taps lie side by side, up or down; otherwise 0. */
function directionOf({ step, taps: [a, b, c] }: Sampling): number {
  if (step !== 1 || !a || !b || !c) return 0;
  const direction = b.offset - a.offset;
  return Math.abs(direction) === 1 && c.offset - b.offset === direction ? direction : 0;
}

/** The padding that whole tiles read. */
function tilePadding({ sourceSizes, targetSizes, phases }: Correlation, { start }: Walk): Padded {
  const { sizes, before } = paddingOf(sourceSizes, phases);
  const size = (axis: 1 | 2): number =>
    Math.max(sizes[axis], before[axis] + start[axis - 1]! + 4 * Math.ceil(targetSizes[axis] / 4) + 2);
  return { sizes: [sizes[0], size(1), size(2)], before };
}

/**
 * Computes the target, [N, groups·rows, …targetSizes], in float32; `undefined` where Winograd's way does not suit the
 * correlation, and where it would make finite numbers infinite or lose one that is not finite.
 */
export function winogradCorrelate(
  correlation: Correlation,
  { source, w, bias }: { source: FloatArray; w: FloatArray; bias: FloatArray | undefined },
): FloatArray | undefined {
  const walk = walkOf(correlation);
  if (!walk) return undefined;
  const { N, groups, rows, channels, sourceSizes, targetSizes } = correlation;
  const size = groups * rows * elementCount(targetSizes);
  const target = new Float32Array(N * size);
  return withKernels((kernels) => {
    const { arena, float32 } = kernels;
    const { winograd, winogradWeights, winogradRoom } = float32;
    if (!winograd || !winogradWeights || !winogradRoom) return undefined;
    const padded = tilePadding(correlation, walk);
    const [, height, width] = padded.sizes;
    const [, OH, OW] = targetSizes;
    const planes = groups * channels;
    const weights = arena.put('float32', w);
    if (!float32.allFinite(w.length, weights)) return undefined;
    const from = sourceOf(kernels, 'float32', { data: source, planes, sizes: sourceSizes, padded });
    const first = (padded.before[1] + walk.start[0]) * width + padded.before[2] + walk.start[1];
    const biases = bias ? arena.put('float32', bias) : 0;
    const to = arena.room('float32', size);
    const block = 8 * Math.max(1, Math.floor(blockBytes / (36 * 4 * 8 * (channels + rows))));
    const work = arena.room('float32', winogradRoom(rows, channels, block) / 4);
    const panel = 36 * Math.ceil(rows / 4) * 4 * channels;
    const packed = arena.room('float32', groups * panel);
    const { rowStride, channelStride } = correlation;
    for (let g = 0; g < groups; g++)
      winogradWeights(
        ...([rows, channels, weights + (g * w.byteLength) / groups, rowStride, channelStride] as const),
        ...([walk.flip, packed + g * panel * 4, work] as const),
      );
    for (let n = 0; n < N; n++) {
      from.load(n * planes, planes);
      if (!float32.allFinite(planes * from.plane, from.at)) return undefined;
      for (let g = 0; g < groups; g++)
        winograd(
          ...([rows, channels, from.at + (g * channels * from.plane + first) * 4, height, width] as const),
          ...([packed + g * panel * 4, biases && biases + g * rows * 4] as const),
          ...([to + g * rows * OH * OW * 4, OH, OW, block, work] as const),
        );
      if (!float32.allFinite(size, to)) return undefined;
      arena.copyTo(target.subarray(n * size, (n + 1) * size), 'float32', to);
    }
    return target;
  });
}
