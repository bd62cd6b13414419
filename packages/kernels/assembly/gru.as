/**
 * The gated recurrent unit between its matrix products, in passes over the units.
 *
 *   r, z = σ of the sums      n = tanh(sum + r·q), or tanh(sum) where r met h₋₁ before the product
 *   h = (1 − z)·n + z·h₋₁
 *
 *   dh += carried    dn = dh·(1 − z)·(1 − n²)    dz = dh·(h₋₁ − n)·z(1 − z)    carried = dh·z
 *   with q       dr = dn·q·r(1 − r)              dq = dn·r
 *   without      dr = d(r·h₋₁)·h₋₁·r(1 − r)      carried += d(r·h₋₁)·r
 *
 * A row is one sequence: the gates are [N, 3·H], stacked r, z, n, everything else [N, H]. The gates lie where the sums
 * were, and their gradients where the gates were. Whole vectors of units and the rest go apart, as in lstm.as.
 */
import { complement, minus, plus, sigmoidSlope, tanhSlope, times } from './gate-arithmetic';
import { sigmoidVector, tanhVector } from './functions';
import { lanes, storeLanes } from './vectors';

/** The gates r and z of one vector of units, of which `count` are there; and r·h₋₁, where there is room for it. */
@inline
function gatesOfUnits<T>(count: i32, gate: usize, gates: usize, before: usize, reset: usize): void {
  const r = sigmoidVector<T>(v128.load(gates));
  const z = sigmoidVector<T>(v128.load(gates + gate));
  storeLanes<T>(gates, r, count);
  storeLanes<T>(gates + gate, z, count);
  if (reset) storeLanes<T>(reset, times<T>(r, v128.load(before)), count);
}

@inline
function gruGates<T>(N: i32, H: i32, gates: usize, before: usize, reset: usize): void {
  const gate: usize = <usize>H * sizeof<T>();
  const whole: usize = gate & ~15;
  const rest = H & (lanes<T>() - 1);
  for (let n = 0; n < N; n++) {
    for (let at: usize = 0; at < whole; at += 16)
      gatesOfUnits<T>(lanes<T>(), gate, gates + at, before + at, reset ? reset + at : 0);
    if (rest) gatesOfUnits<T>(rest, gate, gates + whole, before + whole, reset ? reset + whole : 0);
    gates += 3 * gate;
    before += gate;
    if (reset) reset += gate;
  }
}

/** The gate n and the new state; q is the recurrent product that r multiplies, where there is one. */
@inline
function stateOfUnits<T>(count: i32, gate: usize, gates: usize, q: usize, before: usize, h: usize): void {
  const z = v128.load(gates + gate);
  let inner = v128.load(gates + 2 * gate);
  if (q) inner = plus<T>(inner, times<T>(v128.load(gates), v128.load(q)));
  const n = tanhVector<T>(inner);
  const kept = times<T>(z, v128.load(before));
  storeLanes<T>(gates + 2 * gate, n, count);
  storeLanes<T>(h, plus<T>(times<T>(complement<T>(z), n), kept), count);
}

@inline
function gruState<T>(N: i32, H: i32, gates: usize, q: usize, before: usize, h: usize): void {
  const gate: usize = <usize>H * sizeof<T>();
  const whole: usize = gate & ~15;
  const rest = H & (lanes<T>() - 1);
  for (let n = 0; n < N; n++) {
    for (let at: usize = 0; at < whole; at += 16)
      stateOfUnits<T>(lanes<T>(), gate, gates + at, q ? q + at : 0, before + at, h + at);
    if (rest) stateOfUnits<T>(rest, gate, gates + whole, q ? q + whole : 0, before + whole, h + whole);
    gates += 3 * gate;
    if (q) q += gate;
    before += gate;
    h += gate;
  }
}

/** z and n become their gradients, with q r and q too; carried what goes straight to h₋₁. */
@inline
function gradientOfUnits<T>(
  count: i32,
  gate: usize,
  gates: usize,
  q: usize,
  before: usize,
  dh: usize,
  carried: usize,
): void {
  const z = v128.load(gates + gate);
  const n = v128.load(gates + 2 * gate);
  const d = plus<T>(v128.load(dh), v128.load(carried));
  const dn = times<T>(times<T>(d, complement<T>(z)), tanhSlope<T>(n));
  const dz = times<T>(times<T>(d, minus<T>(v128.load(before), n)), sigmoidSlope<T>(z));
  if (q) {
    const r = v128.load(gates);
    const product = v128.load(q);
    storeLanes<T>(gates, times<T>(times<T>(dn, product), sigmoidSlope<T>(r)), count);
    storeLanes<T>(q, times<T>(dn, r), count);
  }
  storeLanes<T>(gates + gate, dz, count);
  storeLanes<T>(gates + 2 * gate, dn, count);
  storeLanes<T>(carried, times<T>(d, z), count);
}

@inline
function gruStateGradient<T>(
  N: i32,
  H: i32,
  gates: usize,
  q: usize,
  before: usize,
  dh: usize,
  carried: usize,
): void {
  const gate: usize = <usize>H * sizeof<T>();
  const whole: usize = gate & ~15;
  const rest = H & (lanes<T>() - 1);
  for (let n = 0; n < N; n++) {
    for (let at: usize = 0; at < whole; at += 16)
      gradientOfUnits<T>(lanes<T>(), gate, gates + at, q ? q + at : 0, before + at, dh + at, carried + at);
    if (rest) {
      const last = q ? q + whole : 0;
      gradientOfUnits<T>(rest, gate, gates + whole, last, before + whole, dh + whole, carried + whole);
    }
    gates += 3 * gate;
    if (q) q += gate;
    before += gate;
    dh += gate;
    carried += gate;
  }
}

/** From the gradient of r·h₋₁: r becomes its gradient, and the share of h₋₁ is added to carried. */
@inline
function resetOfUnits<T>(count: i32, gates: usize, before: usize, dReset: usize, carried: usize): void {
  const r = v128.load(gates);
  const d = v128.load(dReset);
  const dr = times<T>(times<T>(d, v128.load(before)), sigmoidSlope<T>(r));
  storeLanes<T>(carried, plus<T>(v128.load(carried), times<T>(d, r)), count);
  storeLanes<T>(gates, dr, count);
}

@inline
function gruResetGradient<T>(N: i32, H: i32, gates: usize, before: usize, dReset: usize, carried: usize): void {
  const gate: usize = <usize>H * sizeof<T>();
  const whole: usize = gate & ~15;
  const rest = H & (lanes<T>() - 1);
  for (let n = 0; n < N; n++) {
    for (let at: usize = 0; at < whole; at += 16)
      resetOfUnits<T>(lanes<T>(), gates + at, before + at, dReset + at, carried + at);
    if (rest) resetOfUnits<T>(rest, gates + whole, before + whole, dReset + whole, carried + whole);
    gates += 3 * gate;
    before += gate;
    dReset += gate;
    carried += gate;
  }
}

export function gruGates32(N: i32, H: i32, gates: usize, before: usize, reset: usize): void {
  gruGates<f32>(N, H, gates, before, reset);
}

export function gruGates64(N: i32, H: i32, gates: usize, before: usize, reset: usize): void {
  gruGates<f64>(N, H, gates, before, reset);
}

export function gruState32(N: i32, H: i32, gates: usize, q: usize, before: usize, h: usize): void {
  gruState<f32>(N, H, gates, q, before, h);
}

export function gruState64(N: i32, H: i32, gates: usize, q: usize, before: usize, h: usize): void {
  gruState<f64>(N, H, gates, q, before, h);
}

export function gruStateGradient32(
  N: i32,
  H: i32,
  gates: usize,
  q: usize,
  before: usize,
  dh: usize,
  carried: usize,
): void {
  gruStateGradient<f32>(N, H, gates, q, before, dh, carried);
}

export function gruStateGradient64(
  N: i32,
  H: i32,
  gates: usize,
  q: usize,
  before: usize,
  dh: usize,
  carried: usize,
): void {
  gruStateGradient<f64>(N, H, gates, q, before, dh, carried);
}

export function gruResetGradient32(N: i32, H: i32, gates: usize, before: usize, dReset: usize, carried: usize): void {
  gruResetGradient<f32>(N, H, gates, before, dReset, carried);
}

export function gruResetGradient64(N: i32, H: i32, gates: usize, before: usize, dReset: usize, carried: usize): void {
  gruResetGradient<f64>(N, H, gates, before, dReset, carried);
}
