/**
 * lstm and gru by their definition, one sequence, one step and one unit at a time. Gradients are differences of it: nothing of
 * them is written down twice.
 *
 * @module
 */
import { shapesOf, type RecurrentCase, type Values } from './recurrent-case.ts';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

interface State {
  readonly h: readonly number[];
  readonly c: readonly number[];
}

function stepOf(
  { operator, H, attributes }: RecurrentCase,
  { wx, wh, b, bh }: Values,
  x: Float64Array,
  { h, c }: State,
): State {
  const dot = (w: Float64Array, row: number, v: ArrayLike<number>) =>
    Array.from(v).reduce((sum, value, k) => sum + w[row * v.length + k]! * value, 0);
  const input = (gate: number, j: number) => dot(wx!, gate * H + j, x) + (b?.[gate * H + j] ?? 0);
  const sum = (gate: number, j: number) => input(gate, j) + dot(wh!, gate * H + j, h);
  const units = Array.from({ length: H }, (_, j) => j);
  if (operator === 'lstm') {
    const next = units.map((j) => sigmoid(sum(1, j)) * c[j]! + sigmoid(sum(0, j)) * Math.tanh(sum(2, j)));
    return { h: units.map((j) => sigmoid(sum(3, j)) * Math.tanh(next[j]!)), c: next };
  }
  const r = units.map((j) => sigmoid(sum(0, j)));
  const candidate = (j: number) => {
    const bias = bh?.[j] ?? 0;
    if (attributes.resetAfter) return r[j]! * (dot(wh!, 2 * H + j, h) + bias);
    return (
      dot(
        wh!,
        2 * H + j,
        units.map((k) => r[k]! * h[k]!),
      ) + bias
    );
  };
  const next = units.map((j) => {
    const z = sigmoid(sum(1, j));
    return (1 - z) * Math.tanh(input(2, j) + candidate(j)) + z * h[j]!;
  });
  return { h: next, c: [] };
}

/** The outputs of a call by name. */
export function outputsByDefinition(drawn: RecurrentCase, values: Values): Record<string, Float64Array> {
  const { T, N, I, H } = drawn;
  const outputs: Record<string, Float64Array> = {};
  for (const [name, shape] of Object.entries(shapesOf(drawn).outputs))
    outputs[name] = new Float64Array(shape.reduce((a, b) => a * b, 1));
  for (let n = 0; n < N; n++) {
    const length = values.lengths?.[n] ?? T;
    const first = (name: string) => Array.from({ length: H }, (_, j) => values[name]?.[n * H + j] ?? 0);
    let state: State = { h: first('h0'), c: first('c0') };
    for (let s = 0; s < length; s++) {
      const t = drawn.attributes.reverse ? length - 1 - s : s;
      state = stepOf(drawn, values, values.x!.subarray((t * N + n) * I, (t * N + n + 1) * I), state);
      outputs.h!.set(state.h, (t * N + n) * H);
      outputs.c?.set(state.c, (t * N + n) * H);
    }
    outputs.hT!.set(state.h, n * H);
    outputs.cT?.set(state.c, n * H);
  }
  return outputs;
}

/** ∂(Σ dy·y)/∂v for every element v of every input, by central differences, as dx, dwx, … */
export function gradientsByDifferences(drawn: RecurrentCase, values: Values): Record<string, Float64Array> {
  const loss = (changed: Values) =>
    Object.entries(outputsByDefinition(drawn, changed)).reduce(
      (sum, [name, y]) => sum + y.reduce((inner, value, i) => inner + value * values[`d${name}`]![i]!, 0),
      0,
    );
  const e = 1e-5;
  const gradients: Record<string, Float64Array> = {};
  for (const name of Object.keys(shapesOf(drawn).inputs)) {
    const input = values[name];
    if (!input) continue;
    const moved = (at: number, by: number) => loss({ ...values, [name]: input.with(at, input[at]! + by) });
    gradients[`d${name}`] = input.map((_, at) => (moved(at, e) - moved(at, -e)) / (2 * e));
  }
  return gradients;
}
