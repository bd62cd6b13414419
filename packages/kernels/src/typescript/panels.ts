/**
 * The product with a factor that is kept, and sums of columns, of the fallback.
 *
 * "Panels" are B's rows one after the other.
 *
 * @module
 */
import type { RecurrentKernels } from '../recurrent-kernels.ts';
import type { Views } from './views.ts';

/** `packPanels`, `multiplyPanels` and `sumColumns` over a memory. */
export function panelKernels(
  views: Views,
): Pick<RecurrentKernels, 'packPanels' | 'multiplyPanels' | 'sumColumns'> {
  const { size } = views;
  return {
    packPanels(N, K, b, bRow, bColumn, panels) {
      const { floats } = views.now();
      let to = panels / size;
      for (let k = 0; k < K; k++)
        for (let j = 0; j < N; j++) floats[to++] = floats[b / size + k * bRow + j * bColumn]!;
    },
    multiplyPanels(M, N, K, a, aRow, panels, c, cRow, accumulate) {
      const { floats } = views.now();
      for (let m = 0; m < M; m++) {
        const from = a / size + m * aRow;
        const to = c / size + m * cRow;
        if (!accumulate) floats.fill(0, to, to + N);
        for (let k = 0; k < K; k++) {
          const factor = floats[from + k]!;
          const row = panels / size + k * N;
          for (let j = 0; j < N; j++) floats[to + j]! += factor * floats[row + j]!;
        }
      }
    },
    sumColumns(R, L, x, xRow, to) {
      const { floats } = views.now();
      const sums = to / size;
      for (let r = 0; r < R; r++) {
        const row = x / size + r * xRow;
        for (let j = 0; j < L; j++) floats[sums + j]! += floats[row + j]!;
      }
    },
  };
}
