/**
 * Calls of conv and convTranspose in 1, 2 and 3 dimensions.
 *
 * Groups split both channel counts, a depthwise call has one channel per group. Planes are never square; a share of the
 * kernels is 3×3 without stride and dilation all the same, because that shape has algorithms of its own.
 *
 * @module
 */
import fc, { type Arbitrary } from 'fast-check';
import type { Padding } from '@gradspec/spec';
import { shapedCall, type ShapedCall } from '../shaped-call.ts';
import { withoutEqualAxes } from '../equal-axes.ts';
import { different, differentAboveOne, maybe, mostly, perAxis, size, within } from '../sizes.ts';
import type { Family } from './family.ts';

type Operator = 'conv' | 'convTranspose';

/** How large a call of so many axes may be. */
interface Reach {
  /** Channels per group, of x and of y. */
  readonly CG: number;
  readonly MG: number;
  readonly plane: number;
  readonly kernel: number;
}

/** By the number of axes: lines, planes, boxes. */
const small: readonly Reach[] = [
  { CG: 7, MG: 7, plane: 15, kernel: 5 },
  { CG: 5, MG: 5, plane: 9, kernel: 4 },
  { CG: 3, MG: 3, plane: 5, kernel: 3 },
];
/** Across the edges of vectors and tiles. */
const wide: readonly Reach[] = [
  { CG: 19, MG: 19, plane: 40, kernel: 5 },
  { CG: 19, MG: 19, plane: 19, kernel: 4 },
];
/** Sums longer than the blocks of a matrix product. */
const deep: readonly Reach[] = [{ CG: 90, MG: 5, plane: 9, kernel: 7 }];

/** Into how many groups; a depthwise call has one channel in each. */
interface Split {
  readonly groups: number;
  readonly depthwise: boolean;
}

const splitInto = (most: number, depthwise: boolean): Arbitrary<Split> =>
  fc.integer({ min: 2, max: most }).map((groups) => ({ groups, depthwise }));
const split = fc.oneof(
  { withCrossShrink: true },
  { weight: 2, arbitrary: fc.constant({ groups: 1, depthwise: false }) },
  { weight: 1, arbitrary: splitInto(4, false) },
  { weight: 1, arbitrary: splitInto(19, true) },
);

const step = fc.integer({ min: 1, max: 3 });
const padding = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 }));

/** The more axes, the more calls are too much work and are left out, so the more of them are drawn. Shrinks to one. */
const axesOf = (most: number): Arbitrary<number> => {
  const all = Array.from({ length: most }, (_, i) => new Array<number>(i + 1).fill(i + 1));
  return fc.constantFrom(...all.flat());
};

/** What a call is made of; `build` takes as many axes as it has and cuts the sizes to what they may be then. */
function parts(reaches: readonly Reach[]) {
  const most = (what: keyof Reach) => size(Math.max(...reaches.map((reach) => reach[what])));
  return fc.record({
    axes: axesOf(reaches.length),
    N: size(3),
    CG: most('CG'),
    MG: most('MG'),
    S: perAxis(most('plane')),
    K: perAxis(most('kernel')),
    bias: fc.boolean(),
    split,
    stride: mostly(perAxis(step)),
    padding: mostly(perAxis<Padding>(padding)),
    dilation: mostly(perAxis(step)),
    flip: maybe(fc.constant(true)),
    outputPadding: maybe(perAxis(fc.integer({ min: 0, max: 2 }))),
  });
}

type Parts = ReturnType<typeof parts> extends Arbitrary<infer P> ? P : never;

function build(operator: Operator, reaches: readonly Reach[], all: Parts): ShapedCall {
  const { axes, split, flip } = all;
  const reach = reaches[axes - 1]!;
  const per = <T>(values: readonly T[] | undefined) => values?.slice(0, axes);
  const [CG, MG] = (
    split.depthwise ? [1, within(all.MG, 3)] : different([within(all.CG, reach.CG), within(all.MG, reach.MG)])
  ) as [number, number];
  const [C, M] = [CG * split.groups, MG * split.groups];
  const cut = all.S.slice(0, axes).map((own) => within(own, reach.plane));
  // With one channel in each group C is M.
  const channels = [...new Set([C, M])];
  const [N, ...S] = different([...channels, all.N, ...cut]).slice(channels.length) as [number, ...number[]];
  const K = differentAboveOne(all.K.slice(0, axes).map((own) => within(own, reach.kernel)));
  const transposed = operator === 'convTranspose';
  const outputPadding = transposed ? per(all.outputPadding) : undefined;
  // The spec wants it below the stride.
  const stride =
    outputPadding?.map((extra, axis) => Math.max(all.stride?.[axis] ?? 1, extra + 1)) ?? per(all.stride);
  const call = shapedCall(
    operator,
    { x: [N, C, ...S], w: transposed ? [C, MG, ...K] : [M, CG, ...K], b: all.bias ? [M] : undefined },
    {
      stride,
      padding: per(all.padding),
      dilation: per(all.dilation),
      groups: split.groups === 1 ? undefined : split.groups,
      flip,
      outputPadding,
    },
  );
  return withoutEqualAxes(call);
}

/** The same call with a dense 3×3 kernel, where it has two axes. */
function plain(call: ShapedCall): ShapedCall {
  if (call.shapes.x!.length !== 4) return call;
  const { stride: _, dilation: __, outputPadding: ___, ...attributes } = call.attributes;
  const w = [...call.shapes.w!.slice(0, 2), 3, 3];
  return withoutEqualAxes({ ...call, shapes: { ...call.shapes, w }, attributes });
}

const family = (operator: Operator): Family => {
  const [ordinary, across, long] = [small, wide, deep].map((reaches) =>
    parts(reaches).map((all) => build(operator, reaches, all)),
  );
  return {
    // One in four of those with two axes is 3×3.
    small: [ordinary!, ordinary!, ordinary!, ordinary!.map(plain)],
    large: [across!, across!.map(plain), long!],
  };
};

/** Calls of `conv`. */
export const conv = family('conv');
/** Calls of `convTranspose`. */
export const convTranspose = family('convTranspose');
