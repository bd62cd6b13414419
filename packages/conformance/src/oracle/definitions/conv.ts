/**
 * conv and convTranspose by their definitions.
 *
 *   conv           y[n, m, o] = b[m] + Σ_{c, k} x[n, g·CG + c, o·s − p₀ + k·d] · w[m, c, k]
 *   convTranspose  y[n, m, o] = b[m] + Σ x[n, g·CG + c, i] · w[g·CG + c, m − g·MG, k] over the i, k with o = i·s − p₀ + k·d
 *
 * @module
 */
import type { Shape } from '@gradspec/spec';
import { indices } from '../tape.ts';
import { each, type Definition } from './definition.ts';

interface Taps {
  readonly stride: readonly number[];
  readonly padding: readonly (readonly [number, number])[];
  readonly dilation: readonly number[];
}

const inside = (index: readonly number[], shape: Shape) =>
  index.every((i, axis) => i >= 0 && i < shape[axis]!);

/** i = o·s − p₀ + k·d along every axis. */
const reach = ({ stride, padding, dilation }: Taps, o: readonly number[], k: readonly number[]) =>
  o.map((at, axis) => at * stride[axis]! - padding[axis]![0] + k[axis]! * dilation[axis]!);

const flipped = (k: readonly number[], K: Shape, flip: boolean) =>
  flip ? k.map((at, axis) => K[axis]! - 1 - at) : k;

/** The definition of `conv`. */
export const conv: Definition<'conv'> = (tape, { x, w, b }, { attributes, outputShapes }) => {
  const [, , ...S] = x!.shape;
  const [M, CG, ...K] = w!.shape as [number, number, ...number[]];
  const MG = M / attributes.groups;
  const y = each(outputShapes.y, (n, m, ...o) => {
    const terms = b ? [b.at(m)] : [];
    for (let c = 0; c < CG; c++)
      for (const k of indices(K)) {
        const i = reach(attributes, o, k);
        if (!inside(i, S)) continue;
        const channel = Math.floor(m / MG) * CG + c;
        terms.push(tape.product(w!.at(m, c, ...flipped(k, K, attributes.flip)), x!.at(n, channel, ...i)));
      }
    return tape.sum(b ? [...terms.slice(1), terms[0]!] : terms);
  });
  return { y };
};

/** The definition of `convTranspose`. */
export const convTranspose: Definition<'convTranspose'> = (
  tape,
  { x, w, b },
  { attributes, outputShapes },
) => {
  const [, C, ...S] = x!.shape as [number, number, ...number[]];
  const [, MG, ...K] = w!.shape as [number, number, ...number[]];
  const CG = C / attributes.groups;
  const meetings = S.map((size, axis) => meetingsAlong(attributes, axis, size, K[axis]!));
  const y = each(outputShapes.y, (n, m, ...o) => {
    const terms = [];
    const g = Math.floor(m / MG);
    const met = combinations(o.map((at, axis) => meetings[axis]!.get(at) ?? []));
    for (let c = g * CG; c < (g + 1) * CG; c++)
      for (const pairs of met) {
        const k = pairs.map((pair) => pair.k);
        const weight = w!.at(c, m - g * MG, ...flipped(k, K, attributes.flip));
        terms.push(tape.product(weight, x!.at(n, c, ...pairs.map(({ i }) => i))));
      }
    return tape.sum(b ? [...terms, b.at(m)] : terms);
  });
  return { y };
};

/** An element of x and a tap, along one axis. */
interface Meeting {
  readonly i: number;
  readonly k: number;
}

/** By o, the i and k of an axis with o = i·s − p₀ + k·d. */
function meetingsAlong(
  { stride, padding, dilation }: Taps,
  axis: number,
  size: number,
  taps: number,
): ReadonlyMap<number, readonly Meeting[]> {
  const meetings = new Map<number, Meeting[]>();
  for (let i = 0; i < size; i++)
    for (let k = 0; k < taps; k++) {
      const o = i * stride[axis]! - padding[axis]![0] + k * dilation[axis]!;
      meetings.set(o, [...(meetings.get(o) ?? []), { i, k }]);
    }
  return meetings;
}

/** One of each list, in every way; the last list changes fastest. */
const combinations = <T>(lists: readonly (readonly T[])[]): T[][] =>
  lists.reduce<T[][]>((all, list) => all.flatMap((head) => list.map((one) => [...head, one])), [[]]);
