/**
 * What a recurrence does between two matrix products, of the fallback; the formulas are in assembly/rnn.as, lstm.as, gru.as.
 *
 * @module
 */
import { sigmoid } from './functions.ts';
import { rnnActivation, type RecurrentKernels } from '../recurrent-kernels.ts';
import type { Views } from './views.ts';

type Rnn = Pick<RecurrentKernels, 'rnnState' | 'rnnGradient'>;
type Lstm = Pick<RecurrentKernels, 'lstmState' | 'lstmGradient'>;
type Gru = Pick<RecurrentKernels, 'gruGates' | 'gruState' | 'gruStateGradient' | 'gruResetGradient'>;

/** The kernels of `rnn` over a memory. */
export function rnnKernels(views: Views): Rnn {
  const { size } = views;
  return {
    rnnState(count, activation, z) {
      const { floats } = views.now();
      for (let at = z / size; at < z / size + count; at++)
        if (activation === rnnActivation.tanh) floats[at] = Math.tanh(floats[at]!);
        else if (activation === rnnActivation.relu && floats[at]! <= 0) floats[at] = 0;
    },
    rnnGradient(count, activation, h, dh, carried) {
      const { floats } = views.now();
      for (let j = 0; j < count; j++) {
        const value = floats[h / size + j]!;
        const d = floats[dh / size + j]! + floats[carried / size + j]!;
        if (activation === rnnActivation.tanh) floats[dh / size + j] = (1 - value * value) * d;
        else floats[dh / size + j] = activation === rnnActivation.relu && value <= 0 ? 0 : d;
      }
    },
  };
}

/** The kernels of `lstm` over a memory. */
export function lstmKernels(views: Views): Lstm {
  const { size } = views;
  return {
    lstmState(N, H, gates, before, c, h) {
      const { floats } = views.now();
      for (let at = 0; at < N * H; at++) {
        const row = gates / size + at + 3 * H * Math.floor(at / H);
        const i = sigmoid(floats[row]!);
        const f = sigmoid(floats[row + H]!);
        const g = Math.tanh(floats[row + 2 * H]!);
        const o = sigmoid(floats[row + 3 * H]!);
        const state = f * floats[before / size + at]! + i * g;
        [floats[row], floats[row + H], floats[row + 2 * H], floats[row + 3 * H]] = [i, f, g, o];
        floats[c / size + at] = state;
        floats[h / size + at] = o * Math.tanh(state);
      }
    },
    lstmGradient(N, H, gates, before, c, dh, dc, carriedH, carriedC) {
      const { floats } = views.now();
      for (let at = 0; at < N * H; at++) {
        const row = gates / size + at + 3 * H * Math.floor(at / H);
        const i = floats[row]!;
        const f = floats[row + H]!;
        const g = floats[row + 2 * H]!;
        const o = floats[row + 3 * H]!;
        const tanhC = Math.tanh(floats[c / size + at]!);
        const dState = floats[dh / size + at]! + floats[carriedH / size + at]!;
        const outside = floats[dc / size + at]! + floats[carriedC / size + at]!;
        const dCell = outside + dState * o * (1 - tanhC * tanhC);
        floats[row] = dCell * g * (i * (1 - i));
        floats[row + H] = dCell * floats[before / size + at]! * (f * (1 - f));
        floats[row + 2 * H] = dCell * i * (1 - g * g);
        floats[row + 3 * H] = dState * tanhC * (o * (1 - o));
        floats[carriedC / size + at] = dCell * f;
      }
    },
  };
}

/** The kernels of `gru` over a memory. */
export function gruKernels(views: Views): Gru {
  const { size } = views;
  return {
    gruGates(N, H, gates, before, reset) {
      const { floats } = views.now();
      for (let at = 0; at < N * H; at++) {
        const row = gates / size + at + 2 * H * Math.floor(at / H);
        floats[row] = sigmoid(floats[row]!);
        floats[row + H] = sigmoid(floats[row + H]!);
        if (reset) floats[reset / size + at] = floats[row] * floats[before / size + at]!;
      }
    },
    gruState(N, H, gates, q, before, h) {
      const { floats } = views.now();
      for (let at = 0; at < N * H; at++) {
        const row = gates / size + at + 2 * H * Math.floor(at / H);
        const z = floats[row + H]!;
        const n = Math.tanh(floats[row + 2 * H]! + (q ? floats[row]! * floats[q / size + at]! : 0));
        floats[row + 2 * H] = n;
        floats[h / size + at] = (1 - z) * n + z * floats[before / size + at]!;
      }
    },
    gruStateGradient(N, H, gates, q, before, dh, carried) {
      const { floats } = views.now();
      for (let at = 0; at < N * H; at++) {
        const row = gates / size + at + 2 * H * Math.floor(at / H);
        const r = floats[row]!;
        const z = floats[row + H]!;
        const n = floats[row + 2 * H]!;
        const d = floats[dh / size + at]! + floats[carried / size + at]!;
        const dn = d * (1 - z) * (1 - n * n);
        if (q) {
          floats[row] = dn * floats[q / size + at]! * (r * (1 - r));
          floats[q / size + at] = dn * r;
        }
        floats[row + H] = d * (floats[before / size + at]! - n) * (z * (1 - z));
        floats[row + 2 * H] = dn;
        floats[carried / size + at] = d * z;
      }
    },
    gruResetGradient(N, H, gates, before, dReset, carried) {
      const { floats } = views.now();
      for (let at = 0; at < N * H; at++) {
        const row = gates / size + at + 2 * H * Math.floor(at / H);
        const r = floats[row]!;
        const d = floats[dReset / size + at]!;
        floats[row] = d * floats[before / size + at]! * (r * (1 - r));
        floats[carried / size + at]! += d * r;
      }
    },
  };
}
