/**
 * Maxima and averages over windows of the fallback, and their gradients: one window after the other.
 *
 * @module
 */
import type { FloatArray } from '../memory.ts';
import type { PoolKernels } from '../pool-kernels.ts';
import type { Views } from './views.ts';

/** The index of the first maximum of a window, `first` where nothing is above −∞; the first NaN if there is one. */
function winner(
  { floats, integers }: { floats: FloatArray; integers: Int32Array },
  { from, taps, K, first }: { from: number; taps: number; K: number; first: number },
): number {
  let best = -Infinity;
  let index = first;
  for (let k = 0; k < K && !Number.isNaN(best); k++) {
    const value = floats[from + integers[taps + k]!]!;
    if (value <= best) continue;
    best = value;
    index = from + integers[taps + k]!;
  }
  return index;
}

/** The kernels of pools over a memory. */
export function poolKernels(views: Views): PoolKernels {
  const { size } = views;
  return {
    maxRuns(K, taps, source, R, starts, L, step, y) {
      const { floats, integers } = views.now();
      let to = y / size;
      for (let r = 0; r < R; r++) {
        let from = source / size + integers[starts / 4 + r]!;
        for (let j = 0; j < L; j++, from += step) {
          let best = -Infinity;
          for (let k = 0; k < K; k++) best = Math.max(best, floats[from + integers[taps / 4 + k]!]!);
          floats[to++] = best;
        }
      }
    },
    averageRuns(K, taps, source, R, starts, L, step, rows, columns, y) {
      const { floats, integers } = views.now();
      let to = y / size;
      for (let r = 0; r < R; r++) {
        let from = source / size + integers[starts / 4 + r]!;
        for (let j = 0; j < L; j++, from += step) {
          let sum = 0;
          for (let k = 0; k < K; k++) sum += floats[from + integers[taps / 4 + k]!]!;
          floats[to++] = sum / (floats[rows / size + r]! * floats[columns / size + j]!);
        }
      }
    },
    routeRuns(K, taps, source, R, starts, L, step, firsts, dy, dx, apart) {
      const memory = views.now();
      const { floats, integers } = memory;
      const shift = (dx - source) / size;
      let at = 0;
      for (let r = 0; r < R; r++) {
        let from = source / size + integers[starts / 4 + r]!;
        for (let j = 0; j < L; j++, from += step, at++) {
          if (apart) for (let k = 0; k < K; k++) floats[from + shift + integers[taps / 4 + k]!] = 0;
          const first = source / size + integers[firsts / 4 + at]!;
          const won = winner(memory, { from, taps: taps / 4, K, first });
          floats[won + shift]! += floats[dy / size + at]!;
        }
      }
    },
    shareRuns(K, taps, dx, R, starts, L, step, rows, columns, dy, apart) {
      const { floats, integers } = views.now();
      let at = dy / size;
      for (let r = 0; r < R; r++) {
        let to = dx / size + integers[starts / 4 + r]!;
        for (let j = 0; j < L; j++, to += step) {
          const share = floats[at++]! / (floats[rows / size + r]! * floats[columns / size + j]!);
          for (let k = 0; k < K; k++) {
            const here = to + integers[taps / 4 + k]!;
            floats[here] = apart ? share : floats[here]! + share;
          }
        }
      }
    },
    crop(P, D, H, W, to, from, fromD, fromH, fromW, d, h, w) {
      const { floats } = views.now();
      let at = to / size;
      for (let p = 0; p < P; p++)
        for (let i = 0; i < D; i++)
          for (let j = 0; j < H; j++) {
            const row = from / size + ((p * fromD + d + i) * fromH + h + j) * fromW + w;
            for (let k = 0; k < W; k++) floats[at++] = floats[row + k]!;
          }
    },
  };
}
