/** Recurrences, by their definitions. */
import type { Call, OperatorName } from '@gradspec/spec';
import {
  apply,
  dot,
  hyperbolic,
  logistic,
  plus,
  scaled,
  term,
  times,
  type Definition,
  type Term,
} from './tape.ts';

type Names = Extract<OperatorName, 'rnn' | 'lstm' | 'gru'>;
type Row = readonly Term[];
interface State {
  readonly h: Row;
  readonly c: Row;
}
interface Parts {
  readonly x: Row;
  readonly wx: Row;
  readonly wh: Row;
  readonly b?: Row;
  readonly bh?: Row;
  readonly h0?: Row;
  readonly c0?: Row;
}
/** The next state, from x[t] and the one before. */
type Cell = (x: Row, before: State) => State;

const row = (terms: Row, i: number, length: number): Row => terms.slice(i * length, (i + 1) * length);
const nothing = (length: number): Row => Array.from({ length }, () => term(0));

/** Walks every sequence for its length, from its own end with `reverse`. */
function walk({ x, h0, c0 }: Parts, { inputs, attributes }: Call<Names>, cell: Cell) {
  const [T, N, I] = inputs.x.shape as [number, number, number];
  const H = inputs.wh.shape[1]!;
  const [h, c] = [new Array<Row>(T * N), new Array<Row>(T * N)];
  const last: State[] = [];
  for (let n = 0; n < N; n++) {
    const L = inputs.lengths?.data[n] ?? T;
    let state: State = { h: h0 ? row(h0, n, H) : nothing(H), c: c0 ? row(c0, n, H) : nothing(H) };
    for (let step = 0; step < T; step++) {
      const t = attributes.reverse && step < L ? L - 1 - step : step;
      if (step < L) state = cell(row(x, t * N + n, I), state);
      h[t * N + n] = step < L ? state.h : nothing(H);
      c[t * N + n] = step < L ? state.c : nothing(H);
    }
    last.push(state);
  }
  const copied = (rows: readonly Row[]) => rows.flat().map((one) => scaled(one, 1));
  return {
    h: copied(h),
    c: copied(c),
    hT: copied(last.map((state) => state.h)),
    cT: copied(last.map((state) => state.c)),
  };
}

/** wx·x + wh·h + b in row r of the stacked gates. */
const gate = ({ wx, wh, b }: Parts, r: number, x: Row, h: Row): Term => {
  const sum = plus(dot(row(wx, r, x.length), x), dot(row(wh, r, h.length), h));
  return b ? plus(sum, b[r]!) : sum;
};
const activations = {
  tanh: hyperbolic,
  relu: (x: Term) => apply(x, Math.max(0, x.value), x.value > 0 ? 1 : 0),
  identity: (x: Term) => scaled(x, 1),
};

export const recurrent: { readonly [Op in Names]: Definition<Op> } = {
  rnn: (parts, call) => {
    const { h, hT } = walk(parts, call, (x, before) => ({
      ...before,
      h: before.h.map((_, j) => activations[call.attributes.activation](gate(parts, j, x, before.h))),
    }));
    return { h, hT };
  },
  lstm: (parts, call) =>
    walk(parts, call, (x, before) => {
      const H = before.h.length;
      const z = (k: number, j: number) => gate(parts, k * H + j, x, before.h);
      const c = before.c.map((cell, j) =>
        plus(times(logistic(z(1, j)), cell), times(logistic(z(0, j)), hyperbolic(z(2, j)))),
      );
      return { c, h: c.map((cell, j) => times(logistic(z(3, j)), hyperbolic(cell))) };
    }),
  gru: (parts, call) => {
    const { wx, wh, b, bh } = parts;
    const { h, hT } = walk(parts, call, (x, before) => {
      const H = before.h.length;
      const r = before.h.map((_, j) => logistic(gate(parts, j, x, before.h)));
      const z = before.h.map((_, j) => logistic(gate(parts, H + j, x, before.h)));
      const read = before.h.map((one, j) => times(r[j]!, one));
      const n = before.h.map((_, j) => {
        const own = dot(row(wx, 2 * H + j, x.length), x);
        const { resetAfter } = call.attributes;
        const product = dot(row(wh, 2 * H + j, H), resetAfter ? before.h : read);
        const q = bh ? plus(product, bh[j]!) : product;
        const sum = plus(own, resetAfter ? times(r[j]!, q) : q);
        return hyperbolic(b ? plus(sum, b[2 * H + j]!) : sum);
      });
      const kept = (j: number) => times(z[j]!, plus(before.h[j]!, scaled(n[j]!, -1)));
      return { ...before, h: n.map((one, j) => plus(one, kept(j))) };
    });
    return { h, hT };
  },
};
