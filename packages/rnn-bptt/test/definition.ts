/**
 * The recurrence and its gradients by their definition, one sequence and one number at a time.
 *
 * Gradients are the double sum: for every loss at step t, walk back through every step s ≤ t and add what it contributes.
 * The last state's gradient is one more loss, at the last step.
 *
 * @module
 */
import type { Random } from './random.ts';

/** The sizes and attributes of one call. */
export interface RnnCase {
  readonly T: number;
  readonly N: number;
  readonly I: number;
  readonly H: number;
  readonly activation: 'tanh' | 'relu' | 'identity';
  readonly reverse: boolean;
  /** Which optional inputs are given. */
  readonly given: { readonly b: boolean; readonly h0: boolean; readonly lengths: boolean };
}

/** The values of one call; those that are not given are zeros, and lengths T. */
export interface RnnValues {
  readonly x: Float64Array;
  readonly wx: Float64Array;
  readonly wh: Float64Array;
  readonly b: Float64Array;
  readonly h0: Float64Array;
  readonly lengths: Int32Array;
  readonly dh: Float64Array;
  readonly dhT: Float64Array;
}

/** Outputs and gradients by name. */
export type RnnResults = Record<'h' | 'hT' | 'dx' | 'dwx' | 'dwh' | 'db' | 'dh0', Float64Array>;

/** A case of three steps or more, with T, N, I and H of which no two are equal. */
export function drawCase(
  { integer, unit }: Random,
  activations: readonly RnnCase['activation'][] = ['tanh', 'relu', 'identity'],
): RnnCase {
  for (;;) {
    const [T, N, I, H] = [integer(3, 7), integer(1, 5), integer(1, 6), integer(2, 6)];
    if (new Set([T, N, I, H]).size < 4) continue;
    const activation = activations[integer(0, activations.length - 1)]!;
    const given = { b: unit() < 0.7, h0: unit() < 0.7, lengths: unit() < 0.7 };
    return { T, N, I, H, activation, reverse: unit() < 0.5, given };
  }
}

/** Values for a case, signed; with lengths the first sequence has none and the last all steps. */
export function drawValues(
  random: Random,
  { T, N, I, H, given }: RnnCase,
  kind: 'reals' | 'integers',
): RnnValues {
  const draw = (count: number) => random[kind](count).map(Math.fround);
  const lengths = Int32Array.from({ length: N }, (_, n) =>
    n === N - 1 ? T : n === 0 ? 0 : random.integer(0, T),
  );
  return {
    x: draw(T * N * I),
    wx: draw(H * I),
    wh: draw(H * H),
    b: given.b ? draw(H) : new Float64Array(H),
    h0: given.h0 ? draw(N * H) : new Float64Array(N * H),
    lengths: given.lengths ? lengths : new Int32Array(N).fill(T),
    dh: draw(T * N * H),
    dhT: draw(N * H),
  };
}

const functions = { tanh: Math.tanh, relu: (z: number) => Math.max(0, z), identity: (z: number) => z };
const derivatives = {
  tanh: (z: number) => 1 / Math.cosh(z) ** 2,
  relu: (z: number) => (z > 0 ? 1 : 0),
  identity: () => 1,
};

/** Everything, by the definition. */
export function byDefinition(rnn: RnnCase, values: RnnValues): RnnResults {
  const { T, N, I, H } = rnn;
  const sizes = { h: T * N * H, hT: N * H, dx: T * N * I, dwx: H * I, dwh: H * H, db: H, dh0: N * H };
  const results = Object.fromEntries(
    Object.entries(sizes).map(([name, count]) => [name, new Float64Array(count)]),
  ) as RnnResults;
  for (let n = 0; n < N; n++) oneSequence(rnn, values, n, results);
  return results;
}

function oneSequence(rnn: RnnCase, values: RnnValues, n: number, results: RnnResults): void {
  const { N, I, H, activation, reverse } = rnn;
  const { x, wx, wh, b, h0, lengths, dh, dhT } = values;
  const steps = Array.from({ length: lengths[n]! }, (_, t) => t);
  if (reverse) steps.reverse();
  const zs: number[][] = [];
  const states = [Array.from(h0.subarray(n * H, (n + 1) * H))]; // states[s] goes into the s-th step read
  for (const t of steps) {
    const before = states.at(-1)!;
    const z = Array.from({ length: H }, (_, i) => {
      let sum = b[i]!;
      for (let j = 0; j < I; j++) sum += wx[i * I + j]! * x[(t * N + n) * I + j]!;
      for (let j = 0; j < H; j++) sum += wh[i * H + j]! * before[j]!;
      return sum;
    });
    zs.push(z);
    states.push(z.map(functions[activation]));
    results.h.set(states.at(-1)!, (t * N + n) * H);
  }
  results.hT.set(states.at(-1)!, n * H);

  /** Walks from a loss after `read` steps back to the beginning. */
  const walkBack = (read: number, loss: number[]) => {
    let d = loss;
    for (let s = read - 1; s >= 0; s--) {
      const t = steps[s]!;
      const dz = d.map((value, i) => value * derivatives[activation](zs[s]![i]!));
      d = Array.from({ length: H }, () => 0);
      for (let i = 0; i < H; i++) {
        results.db[i]! += dz[i]!;
        for (let j = 0; j < I; j++) {
          results.dx[(t * N + n) * I + j]! += dz[i]! * wx[i * I + j]!;
          results.dwx[i * I + j]! += dz[i]! * x[(t * N + n) * I + j]!;
        }
        for (let j = 0; j < H; j++) {
          d[j]! += dz[i]! * wh[i * H + j]!;
          results.dwh[i * H + j]! += dz[i]! * states[s]![j]!;
        }
      }
    }
    d.forEach((value, j) => (results.dh0[n * H + j]! += value));
  };
  steps.forEach((t, s) => walkBack(s + 1, Array.from(dh.subarray((t * N + n) * H, (t * N + n + 1) * H))));
  walkBack(steps.length, Array.from(dhT.subarray(n * H, (n + 1) * H)));
}
