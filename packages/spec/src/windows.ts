/**
 * Windows that slide: the sizes of convolutions and pools along one axis.
 *
 *   O = ⌊(S + p₀ + p₁ − d(K − 1) − 1) / s⌋ + 1
 *
 * @module
 */
import type { Padding } from './attributes.ts';

/** A sliding window along one axis. */
export interface Window {
  /** Input size S. */
  readonly size: number;
  /** Kernel size K. */
  readonly kernel: number;
  readonly stride: number;
  readonly padding: Padding;
  readonly dilation: number;
}

/** How many input elements a kernel spans: d(K − 1) + 1. */
export function span(kernel: number, dilation: number): number {
  return dilation * (kernel - 1) + 1;
}

/** The number of places the window can stand in; 0 or less when it does not fit even once. */
export function windowCount({ size, kernel, stride, padding, dilation }: Window): number {
  return Math.floor((size + padding[0] + padding[1] - span(kernel, dilation)) / stride) + 1;
}

/**
 * The same with the last window allowed to hang over the end (`ceilMode`), as long as it starts inside the input or the
 * leading padding.
 */
export function windowCountCeil(window: Window): number {
  const { size, kernel, stride, padding, dilation } = window;
  const count = Math.ceil((size + padding[0] + padding[1] - span(kernel, dilation)) / stride) + 1;
  return (count - 1) * stride >= size + padding[0] ? count - 1 : count;
}

/**
 * One, two or three values as exactly three, the missing leading ones filled: an operator over one or two axes is the
 * same operator over three whose first ones have size 1, so one loop nest serves 1-D, 2-D and 3-D.
 *
 * @example threeAxes([5, 4], 1) // [1, 5, 4]
 */
export function threeAxes<T>(values: readonly T[], fill: T): [T, T, T] {
  return [values.at(-3) ?? fill, values.at(-2) ?? fill, values.at(-1) ?? fill];
}
