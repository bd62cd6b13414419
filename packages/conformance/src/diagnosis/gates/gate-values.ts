/**
 * The gates of a cell, read off its outputs on sequences of one step.
 *
 *   lstm   c = f·c₋₁ + i·g, h = o·tanh(c)       f = Δc/Δc₋₁,  i = c where g is held at 1,  g = c where i is held at 1,
 *                                               o = h/tanh(c)
 *   gru    h = (1 − z)·n + z·h₋₁                z = (1 − h)/(1 − h₋₁) where n is held at 1,  n = h where z is held at 0 and
 *                                               r at 1,  r from n where z is held at 0
 *   rnn    h itself
 *
 * A gate is held at the end of its range by a large bias, its rows of the weights being zero.
 *
 * @module
 */
import { tensor, type FloatTensor, type OperatorName } from '@gradspec/spec';
import type { AnyKernel, Tensors } from '../../runner/any-kernel.ts';
import { gateNames } from '../other-call/variations.ts';

/** The recurrences. */
export type Recurrence = Extract<OperatorName, 'rnn' | 'lstm' | 'gru'>;

/** The attributes of a recurrence that change what a step computes. */
export type RecurrentAttributes = Readonly<Record<string, unknown>>;

/** By the gate's letter, its value for every unit of one step. */
export type GateValues = Readonly<Record<string, readonly number[]>>;

const [N, I, H] = [2, 3, 4];

/** Numbers of both signs, none of them large. */
const numbers = (seed: number, ...shape: readonly number[]): FloatTensor =>
  tensor(
    'float64',
    shape,
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, at) => 0.7 * Math.sin(seed + at * 1.7)),
  );

/** One step with all inputs given. */
export function oneStep(operator: Recurrence): Step {
  const rows = (gateNames[operator]?.length ?? 1) * H;
  return {
    x: numbers(1, 1, N, I),
    wx: numbers(2, rows, I),
    wh: numbers(3, rows, H),
    b: numbers(4, rows),
    h0: numbers(5, N, H),
    ...(operator === 'gru' && { bh: numbers(6, H) }),
    ...(operator === 'lstm' && { c0: numbers(7, N, H) }),
  };
}

/**
 * The gates of a kernel on that step, with attributes; undefined where it throws or returns something else than states.
 */
export async function gateValues(
  kernel: AnyKernel,
  operator: Recurrence,
  attributes: RecurrentAttributes,
): Promise<GateValues | undefined> {
  const ask = async (inputs: Tensors): Promise<Record<string, Float64Array>> => {
    const { outputs } = await kernel.forward(inputs, attributes);
    return Object.fromEntries(
      Object.entries(outputs).map(([name, { data }]) => [name, Float64Array.from(data)]),
    );
  };
  try {
    const values = await { rnn: rnnValues, lstm: lstmValues, gru: gruValues }[operator](
      ask,
      oneStep(operator),
      attributes,
    );
    return Object.values(values).every(({ length }) => length === N * H) ? values : undefined;
  } catch {
    return undefined; // that it throws is what the run has told already
  }
}

type Ask = (inputs: Tensors) => Promise<Record<string, Float64Array>>;
/** The inputs of one step, or of several. */
export type Step = Record<string, FloatTensor>;

/** Holds a gate: its rows of the weights are 0, its bias is large. */
export function held(operator: Recurrence, inputs: Step, gate: string, bias: number): Step {
  const at = gateNames[operator]!.indexOf(gate);
  const rows = gateNames[operator]!.length;
  const set = (one: FloatTensor, value: number) => {
    const size = one.data.length / rows;
    return tensor(
      'float64',
      one.shape,
      Array.from(one.data, (own, i) => (Math.floor(i / size) === at ? value : own)),
    );
  };
  return { ...inputs, wx: set(inputs.wx!, 0), wh: set(inputs.wh!, 0), b: set(inputs.b!, bias) };
}

const each = (all: Float64Array, f: (value: number, at: number) => number): number[] => Array.from(all, f);

const rnnValues = async (ask: Ask, step: Step): Promise<GateValues> => ({
  h: Array.from((await ask(step)).h!),
});

async function lstmValues(ask: Ask, step: Step): Promise<GateValues> {
  const empty = { ...step, c0: tensor('float64', [N, H], new Float64Array(N * H)) };
  const [whole, none] = [await ask(step), await ask(empty)];
  const withG = await ask(held('lstm', empty, 'g', 40));
  const withI = await ask(held('lstm', empty, 'i', 40));
  return {
    i: Array.from(withG.c!),
    f: each(whole.c!, (value, at) => (value - none.c![at]!) / step.c0!.data[at]!),
    g: Array.from(withI.c!),
    o: each(whole.h!, (value, at) => value / Math.tanh(whole.c![at]!)),
  };
}

async function gruValues(
  ask: Ask,
  given: Step,
  { resetAfter = true }: RecurrentAttributes,
): Promise<GateValues> {
  const h0 = given.h0!.data;
  // With the reset before the product, the rows of n are made the identity: then it is r·h₋₁ itself.
  const step = resetAfter ? given : { ...given, wh: withIdentity(given.wh!) };
  const open = held('gru', step, 'z', -40);
  const [withN, free, withR] = [
    await ask(held('gru', step, 'n', 40)),
    await ask(open),
    await ask(held('gru', open, 'r', 40)),
  ];
  // n = tanh(a + r·m), a and m from the weights; with r held at 1 it is tanh(a + m).
  const bh = step.bh!.data;
  const m = each(free.h!, (_, at) =>
    resetAfter ? row(step.wh!, 2 * H + (at % H), h0, Math.floor(at / H)) + bh[at % H]! : h0[at]!,
  );
  const a = each(
    free.h!,
    (_, at) =>
      row(step.wx!, 2 * H + (at % H), step.x!.data, Math.floor(at / H)) +
      step.b!.data[2 * H + (at % H)]! +
      (resetAfter ? 0 : bh[at % H]!),
  );
  return {
    r: each(free.h!, (value, at) => (Math.atanh(value) - a[at]!) / m[at]!),
    z: each(withN.h!, (value, at) => (1 - value) / (1 - h0[at]!)),
    n: Array.from(withR.h!),
  };
}

/** The recurrent weights of a gru with those of n the identity. */
const withIdentity = (wh: FloatTensor): FloatTensor =>
  tensor(
    'float64',
    wh.shape,
    Array.from(wh.data, (value, at) =>
      at < 2 * H * H ? value : at % H === Math.floor(at / H) - 2 * H ? 1 : 0,
    ),
  );

/** The product of a row of weights with the vector of one sequence. */
function row(weights: FloatTensor, at: number, vectors: ArrayLike<number>, n: number): number {
  const size = weights.shape[1]!;
  let sum = 0;
  for (let k = 0; k < size; k++) sum += weights.data[at * size + k]! * vectors[n * size + k]!;
  return sum;
}

/** What the functions of the gates are applied to on that step: wx·x + b + wh·h₋₁, and its parts. */
export function gateSums(operator: Recurrence, gate: string): Record<'x' | 'h' | 'b', number[]> {
  const { x, wx, wh, b, bh, h0 } = oneStep(operator) as Record<string, FloatTensor>;
  const block = Math.max(0, gateNames[operator]?.indexOf(gate) ?? 0);
  const parts = { x: [] as number[], h: [] as number[], b: [] as number[] };
  for (let n = 0; n < N; n++)
    for (let j = 0; j < H; j++) {
      parts.x.push(row(wx!, block * H + j, x!.data, n));
      parts.h.push(
        row(wh!, block * H + j, h0!.data, n) + (operator === 'gru' && gate === 'n' ? bh!.data[j]! : 0),
      );
      parts.b.push(b!.data[block * H + j]!);
    }
  return parts;
}
