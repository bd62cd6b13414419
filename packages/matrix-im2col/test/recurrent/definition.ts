/**
 * The three recurrences by their definition, one sequence, one step and one unit at a time, and cases of them that nobody
 * chose by hand. Gradients are differences of this definition: nothing of them is written down twice.
 *
 * @module
 */
import type { Random } from '../random.ts';

/** The recurrent operators. */
export type Recurrence = 'rnn' | 'lstm' | 'gru';

/** The sizes and attributes of one call. */
export interface RecurrentCase {
  readonly operator: Recurrence;
  readonly T: number;
  readonly N: number;
  readonly I: number;
  readonly H: number;
  readonly attributes: Readonly<Record<string, unknown>> & { readonly reverse: boolean };
}

/** The inputs of a call by name, and its output gradients as dh, dhT, dc, dcT; what is not given is not there. */
export type Values = Readonly<Record<string, Float64Array>>;

/** Blocks of H rows that the weights have. */
const gateCounts = { rnn: 1, lstm: 4, gru: 3 };
const activations = {
  tanh: Math.tanh,
  relu: (z: number) => (z <= 0 ? 0 : z),
  identity: (z: number) => z,
};
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** The shapes of the floating inputs and of the outputs of a case. */
export function shapesOf({ operator, T, N, I, H }: RecurrentCase) {
  const G = gateCounts[operator] * H;
  const states = { h: [T, N, H], hT: [N, H] };
  return {
    inputs: {
      ...{ x: [T, N, I], wx: [G, I], wh: [G, H], b: [G], h0: [N, H] },
      ...(operator === 'lstm' && { c0: [N, H] }),
      ...(operator === 'gru' && { bh: [H] }),
    } as Record<string, number[]>,
    outputs: { ...states, ...(operator === 'lstm' && { c: [T, N, H], cT: [N, H] }) } as Record<
      string,
      number[]
    >,
  };
}

/** A case with T, N, I and H of which no two are equal, some of them wider than a vector. */
export function drawCase(operator: Recurrence, { integer, unit }: Random): RecurrentCase {
  for (;;) {
    const [T, N, I, H] = [integer(3, 5), integer(1, 6), integer(1, 7), integer(1, 9)];
    if (new Set([T, N, I, H]).size < 4) continue;
    const own = {
      rnn: { activation: ['tanh', 'relu', 'identity'][integer(0, 2)] },
      lstm: {},
      gru: { resetAfter: unit() < 0.5 },
    }[operator];
    return { operator, T, N, I, H, attributes: { reverse: unit() < 0.5, ...own } };
  }
}

/** Signed values of float32's precision; each optional input is there in two of three cases, `always` those named. */
export function drawValues(random: Random, drawn: RecurrentCase, always: readonly string[] = []): Values {
  const { inputs, outputs } = shapesOf(drawn);
  const values: Record<string, Float64Array> = {};
  const draw = (shape: readonly number[]) => random.reals(shape.reduce((a, b) => a * b, 1)).map(Math.fround);
  const given = (name: string) => ['x', 'wx', 'wh', ...always].includes(name) || random.unit() < 2 / 3;
  for (const [name, shape] of Object.entries(inputs)) if (given(name)) values[name] = draw(shape);
  for (const [name, shape] of Object.entries(outputs)) values[`d${name}`] = draw(shape);
  if (given('lengths'))
    values.lengths = Float64Array.from({ length: drawn.N }, (_, n) =>
      n === drawn.N - 1 ? drawn.T : n === 0 ? 0 : random.integer(0, drawn.T),
    );
  return values;
}

interface State {
  readonly h: readonly number[];
  readonly c: readonly number[];
}

/** One step of one sequence. */
function step(
  { operator, H, attributes }: RecurrentCase,
  values: Values,
  x: Float64Array,
  before: State,
): State {
  const { wx, wh, b, bh } = values as Record<string, Float64Array>;
  const dot = (w: Float64Array, row: number, v: ArrayLike<number>) => {
    let sum = 0;
    for (let k = 0; k < v.length; k++) sum += w[row * v.length + k]! * v[k]!;
    return sum;
  };
  const fromInput = (gate: number, j: number) => dot(wx!, gate * H + j, x) + (b?.[gate * H + j] ?? 0);
  const sum = (gate: number, j: number) => fromInput(gate, j) + dot(wh!, gate * H + j, before.h);
  const units = Array.from({ length: H }, (_, j) => j);
  if (operator === 'rnn') {
    const f = activations[attributes.activation as keyof typeof activations];
    return { h: units.map((j) => f(sum(0, j))), c: [] };
  }
  if (operator === 'lstm') {
    const c = units.map((j) => sigmoid(sum(1, j)) * before.c[j]! + sigmoid(sum(0, j)) * Math.tanh(sum(2, j)));
    return { h: units.map((j) => sigmoid(sum(3, j)) * Math.tanh(c[j]!)), c };
  }
  const r = units.map((j) => sigmoid(sum(0, j)));
  const reset = units.map((j) => r[j]! * before.h[j]!);
  const h = units.map((j) => {
    const bias = bh?.[j] ?? 0;
    const recurrent = attributes.resetAfter
      ? r[j]! * (dot(wh!, 2 * H + j, before.h) + bias)
      : dot(wh!, 2 * H + j, reset) + bias;
    const n = Math.tanh(fromInput(2, j) + recurrent);
    const z = sigmoid(sum(1, j));
    return (1 - z) * n + z * before.h[j]!;
  });
  return { h, c: [] };
}

/** The outputs of a call by name. */
export function outputsByDefinition(drawn: RecurrentCase, values: Values): Record<string, Float64Array> {
  const { T, N, I, H, attributes } = drawn;
  const { outputs } = shapesOf(drawn);
  const made = Object.fromEntries(
    Object.entries(outputs).map(([name, shape]) => [
      name,
      new Float64Array(shape.reduce((a, b) => a * b, 1)),
    ]),
  );
  for (let n = 0; n < N; n++) {
    const length = values.lengths?.[n] ?? T;
    const first = (name: string) => Array.from({ length: H }, (_, j) => values[name]?.[n * H + j] ?? 0);
    let state: State = { h: first('h0'), c: first('c0') };
    for (let s = 0; s < length; s++) {
      const t = attributes.reverse ? length - 1 - s : s;
      state = step(drawn, values, values.x!.subarray((t * N + n) * I, (t * N + n + 1) * I), state);
      made.h!.set(state.h, (t * N + n) * H);
      made.c?.set(state.c, (t * N + n) * H);
    }
    made.hT!.set(state.h, n * H);
    made.cT?.set(state.c, n * H);
  }
  return made;
}

/** ∂(Σ dy·y)/∂v for every element v of every input, by central differences; by name, as dx, dwx, … */
export function gradientsByDifferences(drawn: RecurrentCase, values: Values): Record<string, Float64Array> {
  const loss = (name: string, at: number, moved: number) => {
    const input = values[name]!.slice();
    input[at]! += moved;
    const outputs = outputsByDefinition(drawn, { ...values, [name]: input });
    let sum = 0;
    for (const [output, y] of Object.entries(outputs))
      y.forEach((v, i) => (sum += v * values[`d${output}`]![i]!));
    return sum;
  };
  const e = 1e-5;
  return Object.fromEntries(
    Object.keys(shapesOf(drawn).inputs)
      .filter((name) => values[name])
      .map((name) => [
        `d${name}`,
        values[name]!.map((_, at) => (loss(name, at, e) - loss(name, at, -e)) / (2 * e)),
      ]),
  );
}
