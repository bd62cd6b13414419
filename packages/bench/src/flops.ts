/**
 * The arithmetic that a pass is credited with. One multiplication and one addition count as two operations. Every engine
 * is credited with the same number, whatever algorithm it uses, so a faster algorithm (Winograd) can exceed the peak.
 *
 *   conv        2 · |y| · CG · ΠK               the same for dx and for dw; padding is counted as if it were there
 *   linear      2 · |y| · I                     the same for dx and for dw
 *   pools       |y| · Πkernel                   one operation per element of a window, forward and backward
 *   recurrence  g gates: rnn 1, gru 3, lstm 4; what stands outside the matrix products is not counted
 *     forward   2 · T · N · gH · (I + H)        wx·x[t] and wh·h[t−1]
 *     dx        2 · T · N · gH · (I + H)        back through time (whᵀ·dgates) and wxᵀ·dgates
 *     dwh       2 · T · N · gH · (H + H)        back through time and dgatesᵀ·h[t−1]
 *     train     three times forward             forward, back through time with dx, and dwx with dwh
 *
 * Training of any other operator is counted as forward and two gradients, three times forward as well.
 *
 * @module
 */
import { elementCount, type OperatorName, type Shape } from '@gradspec/spec';

/**
 * What is measured of a workload: `forward`; the gradient of its data x alone; the gradient of its weight alone (w, or wh
 * of a recurrence); `train` is forward and the gradients of all inputs.
 */
export type Pass = 'forward' | 'input gradient' | 'weight gradient' | 'train';

/** What the count depends on: the shapes of the inputs and of the first output, and a pool's window. */
export interface Counted {
  readonly operator: OperatorName;
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly output: Shape;
  readonly kernel?: readonly number[];
}

/**
 * The operations of a pass, as the table above counts them.
 *
 * @throws RangeError for an operator that has no row in it.
 */
export function flopsOf(counted: Counted, pass: Pass): number {
  const { operator, shapes, output } = counted;
  const times = pass === 'train' ? 3 : 1;
  switch (operator) {
    case 'conv':
      return times * 2 * elementCount(output) * elementCount(shapes.w!.slice(1));
    case 'linear':
      return times * 2 * elementCount(output) * shapes.w![1]!;
    case 'maxPool':
    case 'avgPool':
      return times * elementCount(output) * elementCount(counted.kernel!);
    case 'rnn':
    case 'gru':
    case 'lstm': {
      const [T, N] = shapes.x as [number, number, number];
      const [gates, I] = shapes.wx as [number, number];
      const H = shapes.wh![1]!;
      const columns = pass === 'weight gradient' ? H + H : I + H;
      return times * 2 * T * N * gates * columns;
    }
    default:
      throw new RangeError(`flopsOf: expected an operator that is counted, got ${operator}`);
  }
}
