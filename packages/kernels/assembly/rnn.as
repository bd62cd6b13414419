/**
 * The Elman recurrence between two matrix products.
 *
 *   h = f(z)        dz = f′·(dh + carried)        f is tanh, relu or the identity; f′ is at hand from h alone
 *
 * Whole vectors of units and the rest go apart, as in lstm.as.
 */
import { plus, tanhSlope, times } from './gate-arithmetic';
import { tanhVector } from './functions';
import { lanes, storeLanes } from './vectors';

const TANH: i32 = 0;
const RELU: i32 = 1;

/** y where x is above 0 or NaN, else 0. */
@inline
function whereAbove0<T>(x: v128, y: v128): v128 {
  return v128.andnot(y, v128.le<T>(x, v128.splat<T>(0)));
}

/** One vector of units, of which `count` are there: z becomes h = f(z). */
@inline
function stateOfUnits<T>(count: i32, activation: i32, z: usize): void {
  const value = v128.load(z);
  storeLanes<T>(z, activation == TANH ? tanhVector<T>(value) : whereAbove0<T>(value, value), count);
}

@inline
function rnnState<T>(count: i32, activation: i32, z: usize): void {
  if (activation > RELU) return;
  const rest = count & (lanes<T>() - 1);
  const end = z + <usize>(count - rest) * sizeof<T>();
  if (activation == TANH) for (; z < end; z += 16) stateOfUnits<T>(lanes<T>(), TANH, z);
  else for (; z < end; z += 16) stateOfUnits<T>(lanes<T>(), RELU, z);
  if (rest) stateOfUnits<T>(rest, activation, z);
}

/** dh, the gradient that comes from outside, becomes dz; `carried` comes from the step after. */
@inline
function gradientOfUnits<T>(count: i32, activation: i32, h: usize, dh: usize, carried: usize): void {
  const value = v128.load(h);
  let d = plus<T>(v128.load(dh), v128.load(carried));
  if (activation == TANH) d = times<T>(tanhSlope<T>(value), d);
  else if (activation == RELU) d = whereAbove0<T>(value, d);
  storeLanes<T>(dh, d, count);
}

@inline
function rnnGradient<T>(count: i32, activation: i32, h: usize, dh: usize, carried: usize): void {
  const rest = count & (lanes<T>() - 1);
  const whole: usize = <usize>(count - rest) * sizeof<T>();
  for (let at: usize = 0; at < whole; at += 16)
    gradientOfUnits<T>(lanes<T>(), activation, h + at, dh + at, carried + at);
  if (rest) gradientOfUnits<T>(rest, activation, h + whole, dh + whole, carried + whole);
}

export function rnnState32(count: i32, activation: i32, z: usize): void {
  rnnState<f32>(count, activation, z);
}

export function rnnState64(count: i32, activation: i32, z: usize): void {
  rnnState<f64>(count, activation, z);
}

export function rnnGradient32(count: i32, activation: i32, h: usize, dh: usize, carried: usize): void {
  rnnGradient<f32>(count, activation, h, dh, carried);
}

export function rnnGradient64(count: i32, activation: i32, h: usize, dh: usize, carried: usize): void {
  rnnGradient<f64>(count, activation, h, dh, carried);
}
