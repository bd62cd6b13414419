/**
 * Copies between planes of different sizes, sums of rows, and the search for numbers that are not finite, of the fallback.
 *
 * @module
 */
import type { NumericKernels } from '../numeric-kernels.ts';
import type { Views } from './views.ts';

/** `place`, `spread`, `sumRows` and `allFinite` over a memory. */
export function planeKernels(
  views: Views,
): Pick<NumericKernels, 'place' | 'spread' | 'sumRows' | 'allFinite'> {
  const { size } = views;
  return {
    place(P, D, H, W, from, to, toD, toH, toW, d, h, w) {
      this.spread(P, D, H, W, from, to, toD, toH, toW, d, h, w, 1, 1, 1);
    },
    spread(P, D, H, W, from, to, toD, toH, toW, d, h, w, sd, sh, sw) {
      const { floats } = views.now();
      let at = from / size;
      for (let p = 0; p < P; p++)
        for (let i = 0; i < D; i++)
          for (let j = 0; j < H; j++) {
            const row = to / size + ((p * toD + d + i * sd) * toH + h + j * sh) * toW + w;
            for (let k = 0; k < W; k++) floats[row + k * sw] = floats[at++]!;
          }
    },
    sumRows(R, L, x, to) {
      const { floats } = views.now();
      let at = x / size;
      for (let r = 0; r < R; r++) {
        let sum = 0;
        for (let j = 0; j < L; j++) sum += floats[at++]!;
        floats[to / size + r]! += sum;
      }
    },
    allFinite(n, x) {
      const { floats } = views.now();
      const first = x / size;
      for (let i = first; i < first + n; i++) if (!Number.isFinite(floats[i])) return false;
      return true;
    },
  };
}
