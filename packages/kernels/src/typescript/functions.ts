/**
 * The functions that are not rational, of the fallback.
 *
 *   sigmoid x = 1 / (1 + e^−x) = b − b·t / (1 + t),   t = e^−|x|,   b = t for x < 0, 1 for x ≥ 0
 *
 * t cannot overflow, and for x < 0 the result is t less a part that is small where t is: it keeps t's digits. Everything is
 * computed in float64, and rounded once where float32 is stored.
 *
 * @module
 */
import type { NumericKernels } from '../numeric-kernels.ts';
import type { Views } from './views.ts';

/** `exp`, `tanh` and `sigmoid` over a memory. */
export function functionKernels(views: Views): Pick<NumericKernels, 'exp' | 'tanh' | 'sigmoid'> {
  const { size } = views;
  return {
    exp(src, dst, n) {
      const { floats } = views.now();
      for (let i = 0; i < n; i++) floats[dst / size + i] = Math.exp(floats[src / size + i]!);
    },
    tanh(src, dst, n) {
      const { floats } = views.now();
      for (let i = 0; i < n; i++) floats[dst / size + i] = Math.tanh(floats[src / size + i]!);
    },
    sigmoid(src, dst, n) {
      const { floats } = views.now();
      for (let i = 0; i < n; i++) floats[dst / size + i] = sigmoid(floats[src / size + i]!);
    },
  };
}

/** 1 / (1 + e^−x) of one number, in float64. */
export function sigmoid(x: number): number {
  const t = Math.exp(-Math.abs(x));
  const base = x < 0 ? t : 1;
  return base - base * (t / (1 + t));
}
