/**
 * The recurrences by their definitions, sequence by sequence; see the formulas in the spec.
 *
 * @module
 */
import type { Call, RnnActivation } from '@gradspec/spec';
import type { Elements, Expression, Tape } from '../tape.ts';
import { range, type Definition, type InputElements } from './definition.ts';

type Op = 'rnn' | 'lstm' | 'gru';
/** The state of one sequence: its vectors by name, each of H expressions. */
type State = Readonly<Record<string, readonly Expression[]>>;
/** One step of one sequence n at time t. */
type StepOf = (state: State, n: number, t: number) => State;

/** wx[row]·x[t, n] + wh[row]·h + b[row], without the parts that are undefined. */
function affine(
  tape: Tape,
  parts: {
    row: number;
    wx?: Elements;
    x?: readonly Expression[];
    wh?: Elements;
    h?: readonly Expression[];
    b?: readonly Expression[];
  },
): Expression {
  const { row, wx, x = [], wh, h = [], b = [] } = parts;
  return tape.sum([
    ...x.map((element, i) => tape.product(wx!.at(row, i), element)),
    ...h.map((element, j) => tape.product(wh!.at(row, j), element)),
    ...b,
  ]);
}

const biasAt = (b: Elements | undefined, row: number): Expression[] => (b ? [b.at(row)] : []);

/** Runs every sequence through its steps and lays the states out as the operator's outputs. */
function unroll(
  tape: Tape,
  inputs: InputElements,
  call: Call<Op>,
  states: readonly ('h' | 'c')[],
  step: StepOf,
) {
  const [T, N, H] = call.outputShapes.h as [number, number, number];
  const zero = tape.constant(0);
  const lengths = (call.inputs as { lengths?: { data: Int32Array } }).lengths?.data;
  const all: Record<string, Expression[]> = {};
  for (const name of states) {
    all[name] = range(T * N * H, () => zero);
    all[`${name}T`] = [];
  }
  for (let n = 0; n < N; n++) {
    const length = lengths?.[n] ?? T;
    const times = range(length, (i) => (call.attributes.reverse ? length - 1 - i : i));
    let state: State = Object.fromEntries(
      states.map((name) => [name, range(H, (j) => inputs[`${name}0`]?.at(n, j) ?? zero)]),
    );
    for (const t of times) {
      state = step(state, n, t);
      for (const name of states)
        state[name]!.forEach(
          (element, j) => (all[name]![(t * N + n) * H + j] = tape.name(element, name, [t, n, j])),
        );
    }
    for (const name of states) all[`${name}T`]!.push(...state[name]!);
  }
  return all as { h: Expression[]; hT: Expression[]; c: Expression[]; cT: Expression[] };
}

const activate = (tape: Tape, activation: RnnActivation, z: Expression): Expression => {
  if (activation === 'tanh') return tape.function('tanh', z);
  return activation === 'relu' ? tape.where(z, tape.constant(0), z) : z;
};

const row = (x: Elements, t: number, n: number): Expression[] => range(x.shape[2]!, (i) => x.at(t, n, i));

/** The definition of `rnn`. */
export const rnn: Definition<'rnn'> = (tape, inputs, call) => {
  const { x, wx, wh, b } = inputs as Record<string, Elements>;
  return unroll(tape, inputs, call, ['h'], ({ h }, n, t) => ({
    h: h!.map((_, j) => {
      const z = affine(tape, { row: j, wx: wx!, x: row(x!, t, n), wh: wh!, h: h!, b: biasAt(b, j) });
      return activate(tape, call.attributes.activation, tape.name(z, 'z', [t, n, j]));
    }),
  }));
};

/** The definition of `lstm`. */
export const lstm: Definition<'lstm'> = (tape, inputs, call) => {
  const { x, wx, wh, b } = inputs as Record<string, Elements>;
  return unroll(tape, inputs, call, ['h', 'c'], ({ h, c }, n, t) => {
    const H = h!.length;
    const gate = (symbol: string, block: number, f: 'sigmoid' | 'tanh') =>
      range(H, (j) => {
        const at = block * H + j;
        const z = affine(tape, { row: at, wx: wx!, x: row(x!, t, n), wh: wh!, h: h!, b: biasAt(b, at) });
        return tape.name(tape.function(f, tape.name(z, `z_${symbol}`, [t, n, j])), symbol, [t, n, j]);
      });
    const [i, f, g, o] = [
      gate('i', 0, 'sigmoid'),
      gate('f', 1, 'sigmoid'),
      gate('g', 2, 'tanh'),
      gate('o', 3, 'sigmoid'),
    ];
    const next = range(H, (j) => tape.sum([tape.product(f[j]!, c![j]!), tape.product(i[j]!, g[j]!)]));
    return { c: next, h: next.map((cell, j) => tape.product(o[j]!, tape.function('tanh', cell))) };
  });
};

/** The definition of `gru`. */
export const gru: Definition<'gru'> = (tape, inputs, call) => {
  const { x, wx, wh, b, bh } = inputs as Record<string, Elements>;
  return unroll(tape, inputs, call, ['h'], ({ h }, n, t) => {
    const H = h!.length;
    const xt = row(x!, t, n);
    const gate = (symbol: string, block: number) =>
      range(H, (j) => {
        const at = block * H + j;
        const z = affine(tape, { row: at, wx: wx!, x: xt, wh: wh!, h: h!, b: biasAt(b, at) });
        return tape.name(tape.function('sigmoid', tape.name(z, `z_${symbol}`, [t, n, j])), symbol, [t, n, j]);
      });
    const [r, z] = [gate('r', 0), gate('z', 1)];
    const candidate = (j: number): Expression => {
      const at = 2 * H + j;
      if (!call.attributes.resetAfter) {
        const reset = h!.map((element, k) => tape.product(r[k]!, element));
        return affine(tape, {
          row: at,
          wx: wx!,
          x: xt,
          wh: wh!,
          h: reset,
          b: [...biasAt(b, at), ...biasAt(bh, j)],
        });
      }
      const recurrent = affine(tape, { row: at, wh: wh!, h: h!, b: biasAt(bh, j) });
      return tape.sum([
        affine(tape, { row: at, wx: wx!, x: xt, b: biasAt(b, at) }),
        tape.product(r[j]!, tape.name(recurrent, 'q', [t, n, j])),
      ]);
    };
    return {
      h: range(H, (j) => {
        const inner = tape.name(candidate(j), 'z_n', [t, n, j]);
        const fresh = tape.name(tape.function('tanh', inner), 'n', [t, n, j]);
        const keep = tape.product(z[j]!, h![j]!);
        const share = tape.sum([tape.constant(1), tape.negate(z[j]!)]);
        return tape.sum([tape.product(share, fresh), keep]);
      }),
    };
  });
};
