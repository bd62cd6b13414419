/**
 * Maxout: the maximum over P linear pieces.
 *
 *   y[n, f] = max_p x[n, p, f]        dx[n, p, f] = dy[n, f] for the first p that is the maximum, else 0
 *
 * The first NaN is the maximum.
 *
 * @module
 */
import { defineKernel, tensor } from '@gradspec/spec';

/** `maxout`: x[N,P,F] → y[N,F]. */
export const maxout = defineKernel('maxout', {
  forward({ inputs: { x }, outputShapes, dtype }) {
    const [N, P, F] = x.shape as [number, number, number];
    const winners = new Array<number>(N * F); // the position in x of every maximum
    for (let n = 0; n < N; n++)
      for (let f = 0; f < F; f++) {
        let best = n * P * F + f;
        for (let p = 1; p < P; p++) {
          const at = (n * P + p) * F + f;
          if (x.data[at]! > x.data[best]! || (Number.isNaN(x.data[at]) && !Number.isNaN(x.data[best])))
            best = at;
        }
        winners[n * F + f] = best;
      }
    const y = winners.map((at) => x.data[at]!);
    return { outputs: { y: tensor(dtype, outputShapes.y, y) }, saved: winners };
  },

  backward({ inputs: { x }, dtype }, { outputGrads: { y: dy } }, winners) {
    const dx = new Float64Array(x.data.length);
    winners.forEach((at, i) => (dx[at] = dy.data[i]!));
    return { x: tensor(dtype, x.shape, dx) };
  },
});
