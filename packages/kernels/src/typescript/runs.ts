/**
 * Sums over windows of the fallback: one output, or one weight, after the other.
 *
 * @module
 */
import type { NumericKernels } from '../numeric-kernels.ts';
import type { Views } from './views.ts';

type RunKernels = 'correlate' | 'correlateThreeRows' | 'correlateRuns' | 'weighRuns';

/** Sums over windows, by runs, over a memory. */
export function runKernels(views: Views): Pick<NumericKernels, RunKernels> {
  const { size } = views;
  const correlateRuns: NumericKernels['correlateRuns'] = (K, w, taps, source, R, starts, L, step, y) => {
    const { floats, integers } = views.now();
    for (let r = 0; r < R; r++) {
      const start = source / size + integers[starts / 4 + r]!;
      const to = y / size + r * L;
      for (let k = 0; k < K; k++) {
        const weight = floats[w / size + k]!;
        const from = start + integers[taps / 4 + k]!;
        for (let j = 0; j < L; j++) floats[to + j]! += weight * floats[from + j * step]!;
      }
    }
  };
  return {
    correlateRuns,
    correlate(M, K, w, taps, source, R, starts, L, bias, y, yRow) {
      const { floats } = views.now();
      for (let m = 0; m < M; m++) {
        const row = y + m * yRow * size;
        floats.fill(bias ? floats[bias / size + m]! : 0, row / size, row / size + R * L);
        correlateRuns(K, w + m * K * size, taps, source, R, starts, L, 1, row);
      }
    },
    correlateThreeRows(K, w, taps, pitch, source, R, L, bias, y) {
      const { floats, integers } = views.now();
      floats.fill(bias ? floats[bias / size]! : 0, y / size, y / size + R * L);
      for (let r = 0; r < R; r++)
        for (let k = 0; k < K; k++)
          for (let i = 0; i < 3; i++) {
            const weight = floats[w / size + 3 * k + i]!;
            const from = source / size + integers[taps / 4 + k]! + (r + i) * pitch;
            for (let j = 0; j < L; j++) floats[y / size + r * L + j]! += weight * floats[from + j]!;
          }
    },
    weighRuns(K, dw, taps, source, R, starts, L, step, dy) {
      const { floats, integers } = views.now();
      for (let k = 0; k < K; k++) {
        let sum = floats[dw / size + k]!;
        for (let r = 0; r < R; r++) {
          const from = source / size + integers[starts / 4 + r]! + integers[taps / 4 + k]!;
          const gradient = dy / size + r * L;
          for (let j = 0; j < L; j++) sum += floats[gradient + j]! * floats[from + j * step]!;
        }
        floats[dw / size + k] = sum;
      }
    },
  };
}
