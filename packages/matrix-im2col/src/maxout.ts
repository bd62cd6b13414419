/**
 * Maxout: the maximum over P pieces, one piece at a time over all features, as running maxima.
 *
 *   y[n, f]     = max_p x[n, p, f]
 *   dx[n, p, f] = dy[n, f] for the piece p that won, else 0
 *
 * The forward pass remembers which piece won: the first of equals, or the first NaN.
 *
 * @module
 */
import { defineKernel } from '@gradspec/spec';
import { filled } from './filled.ts';
import type { FloatArray } from '@gradspec/kernels';

interface Sizes {
  readonly P: number;
  readonly F: number;
}

/** The maximum over the second of three axes, float32 and float64. */
export const maxout = defineKernel('maxout', {
  forward({ inputs: { x }, dtype, outputShapes }) {
    const [N, P, F] = x.shape as [number, number, number];
    const winners = new Int32Array(N * F);
    const y = filled({ dtype, shape: outputShapes.y }, (data) => chooseAll(x.data, { P, F }, data, winners));
    return { outputs: { y }, saved: { P, F, winners } };
  },
  backward: ({ inputs: { x } }, { outputGrads: { y: dy } }, { P, F, winners }) => ({
    x: filled(x, (dx) => routeAll(dy.data, { P, F }, winners, dx)),
  }),
});

/** y [N, F] and the winning piece of each of its elements. */
function chooseAll(x: FloatArray, { P, F }: Sizes, y: FloatArray, winners: Int32Array): void {
  for (let row = 0; row < y.length; row += F) {
    const first = row * P;
    for (let f = 0; f < F; f++) y[row + f] = x[first + f]!;
    for (let p = 1; p < P; p++)
      for (let f = 0; f < F; f++) {
        const value = x[first + p * F + f]!;
        const best = y[row + f]!;
        if (value > best || (Number.isNaN(value) && !Number.isNaN(best))) {
          y[row + f] = value;
          winners[row + f] = p;
        }
      }
  }
}

function routeAll(dy: FloatArray, { P, F }: Sizes, winners: Int32Array, dx: FloatArray): void {
  for (let row = 0; row < dy.length; row += F)
    for (let f = 0; f < F; f++) dx[row * P + winners[row + f]! * F + f] = dy[row + f]!;
}
