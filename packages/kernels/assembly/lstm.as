/**
 * The long short-term memory between two matrix products, in one pass over the units.
 *
 *   i, f, o = σ and g = tanh of the sums      c = f·c₋₁ + i·g      h = o·tanh(c)
 *
 *   dh += carried    dc += carried + dh·o·(1 − tanh²c)                          tanh(c) is computed a second time
 *   dz_i = dc·g·i(1 − i)    dz_f = dc·c₋₁·f(1 − f)    dz_g = dc·i·(1 − g²)    dz_o = dh·tanh(c)·o(1 − o)    dc₋₁ = dc·f
 *
 * A row is one sequence: the gates are [N, 4·H], stacked i, f, g, o, everything else [N, H]. The gates lie where the sums
 * were, and their gradients where the gates were. The units that fill no vector are computed by the same function as the
 * others, but apart: a branch for them between the stores makes the engine's compiler spill its registers (three times
 * slower).
 */
import { plus, sigmoidSlope, tanhSlope, times } from './gate-arithmetic';
import { sigmoidVector, tanhVector } from './functions';
import { lanes, storeLanes } from './vectors';

/** One vector of units, of which `count` are there; addresses are those of the first, gates are `gate` bytes apart. */
@inline
function stateOfUnits<T>(count: i32, gate: usize, gates: usize, before: usize, c: usize, h: usize): void {
  const i = sigmoidVector<T>(v128.load(gates));
  const f = sigmoidVector<T>(v128.load(gates + gate));
  const g = tanhVector<T>(v128.load(gates + 2 * gate));
  const o = sigmoidVector<T>(v128.load(gates + 3 * gate));
  const state = plus<T>(times<T>(f, v128.load(before)), times<T>(i, g));
  storeLanes<T>(gates, i, count);
  storeLanes<T>(gates + gate, f, count);
  storeLanes<T>(gates + 2 * gate, g, count);
  storeLanes<T>(gates + 3 * gate, o, count);
  storeLanes<T>(c, state, count);
  storeLanes<T>(h, times<T>(o, tanhVector<T>(state)), count);
}

@inline
function lstmState<T>(N: i32, H: i32, gates: usize, before: usize, c: usize, h: usize): void {
  const gate: usize = <usize>H * sizeof<T>();
  const whole: usize = gate & ~15;
  const rest = H & (lanes<T>() - 1);
  for (let n = 0; n < N; n++) {
    for (let at: usize = 0; at < whole; at += 16)
      stateOfUnits<T>(lanes<T>(), gate, gates + at, before + at, c + at, h + at);
    if (rest) stateOfUnits<T>(rest, gate, gates + whole, before + whole, c + whole, h + whole);
    gates += 4 * gate;
    before += gate;
    c += gate;
    h += gate;
  }
}

@inline
function gradientOfUnits<T>(
  count: i32,
  gate: usize,
  gates: usize,
  before: usize,
  c: usize,
  dh: usize,
  dc: usize,
  carriedH: usize,
  carriedC: usize,
): void {
  const i = v128.load(gates);
  const f = v128.load(gates + gate);
  const g = v128.load(gates + 2 * gate);
  const o = v128.load(gates + 3 * gate);
  const tanhC = tanhVector<T>(v128.load(c));
  const dState = plus<T>(v128.load(dh), v128.load(carriedH));
  const dCell = plus<T>(
    plus<T>(v128.load(dc), v128.load(carriedC)),
    times<T>(times<T>(dState, o), tanhSlope<T>(tanhC)),
  );
  const previous = v128.load(before);
  storeLanes<T>(gates, times<T>(times<T>(dCell, g), sigmoidSlope<T>(i)), count);
  storeLanes<T>(gates + gate, times<T>(times<T>(dCell, previous), sigmoidSlope<T>(f)), count);
  storeLanes<T>(gates + 2 * gate, times<T>(times<T>(dCell, i), tanhSlope<T>(g)), count);
  storeLanes<T>(gates + 3 * gate, times<T>(times<T>(dState, tanhC), sigmoidSlope<T>(o)), count);
  storeLanes<T>(carriedC, times<T>(dCell, f), count);
}

@inline
function lstmGradient<T>(
  N: i32,
  H: i32,
  gates: usize,
  before: usize,
  c: usize,
  dh: usize,
  dc: usize,
  carriedH: usize,
  carriedC: usize,
): void {
  const gate: usize = <usize>H * sizeof<T>();
  const whole: usize = gate & ~15;
  const rest = H & (lanes<T>() - 1);
  for (let n = 0; n < N; n++) {
    for (let at: usize = 0; at < whole; at += 16)
      gradientOfUnits<T>(
        lanes<T>(),
        gate,
        gates + at,
        before + at,
        c + at,
        dh + at,
        dc + at,
        carriedH + at,
        carriedC + at,
      );
    if (rest)
      gradientOfUnits<T>(
        rest,
        gate,
        gates + whole,
        before + whole,
        c + whole,
        dh + whole,
        dc + whole,
        carriedH + whole,
        carriedC + whole,
      );
    gates += 4 * gate;
    before += gate;
    c += gate;
    dh += gate;
    dc += gate;
    carriedH += gate;
    carriedC += gate;
  }
}

export function lstmState32(N: i32, H: i32, gates: usize, before: usize, c: usize, h: usize): void {
  lstmState<f32>(N, H, gates, before, c, h);
}

export function lstmState64(N: i32, H: i32, gates: usize, before: usize, c: usize, h: usize): void {
  lstmState<f64>(N, H, gates, before, c, h);
}

export function lstmGradient32(
  N: i32,
  H: i32,
  gates: usize,
  before: usize,
  c: usize,
  dh: usize,
  dc: usize,
  carriedH: usize,
  carriedC: usize,
): void {
  lstmGradient<f32>(N, H, gates, before, c, dh, dc, carriedH, carriedC);
}

export function lstmGradient64(
  N: i32,
  H: i32,
  gates: usize,
  before: usize,
  c: usize,
  dh: usize,
  dc: usize,
  carriedH: usize,
  carriedC: usize,
): void {
  lstmGradient<f64>(N, H, gates, before, c, dh, dc, carriedH, carriedC);
}
