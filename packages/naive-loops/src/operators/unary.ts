/**
 * Elementwise functions of one tensor: dx = y'(x) · dy, with the local gradient y'(x) made in the forward pass.
 *
 *   scale       y = value · x         y' = value           exp         y = e^x            y' = y
 *   addConstant y = value + x         y' = 1               sigmoid     y = 1/(1 + e^−x)   y' = y(1 − y)
 *   reciprocal  y = 1 / x             y' = −y²             tanh        y = tanh x         y' = 1 − y²
 *   relu        y = 0 where x ≤ 0, else x                  y' = 0 or 1
 *   leakyRelu   y = slope · x where x ≤ 0, else x          y' = slope or 1
 *   elu         y = alpha · (e^x − 1) where x ≤ 0, else x  y' = alpha · e^x or 1
 *
 * @module
 */
import { defineKernel, tensor, type FloatDtype, type FloatTensor } from '@gradspec/spec';
import { logistic } from '../logistic.ts';

/** The part of a call that all of these have; A is their attributes. */
interface UnaryCall<A> {
  readonly inputs: { readonly x: FloatTensor };
  readonly attributes: A;
  readonly dtype: FloatDtype;
}

/** Forward and backward of a function f, whose local gradient is a function of x and of y = f(x). */
function elementwise<A>(
  f: (x: number, attributes: A) => number,
  local: (x: number, y: number, attributes: A) => number,
) {
  return {
    forward({ inputs: { x }, attributes, dtype }: UnaryCall<A>) {
      const y = Float64Array.from(x.data, (v) => f(v, attributes));
      const locals = Float64Array.from(x.data, (v, i) => local(v, y[i]!, attributes));
      return { outputs: { y: tensor(dtype, x.shape, y) }, saved: locals };
    },
    backward(
      { inputs: { x }, dtype }: UnaryCall<A>,
      grads: { outputGrads: { y: FloatTensor } },
      locals: Float64Array,
    ) {
      const dx = Float64Array.from(grads.outputGrads.y.data, (dy, i) => locals[i]! * dy);
      return { x: tensor(dtype, x.shape, dx) };
    },
  };
}

type Value = { readonly value: number };

/** `scale`: x[…] → y[…]. */
export const scale = defineKernel(
  'scale',
  elementwise(
    (x, { value }: Value) => value * x,
    (_x, _y, { value }) => value,
  ),
);

/** `addConstant`: x[…] → y[…]. */
export const addConstant = defineKernel(
  'addConstant',
  elementwise(
    (x, { value }: Value) => value + x,
    () => 1,
  ),
);

/** `reciprocal`: x[…] → y[…]. */
export const reciprocal = defineKernel(
  'reciprocal',
  elementwise(
    (x) => 1 / x,
    (_x, y) => -y * y,
  ),
);

/** `exp`: x[…] → y[…]. */
export const exp = defineKernel(
  'exp',
  elementwise(Math.exp, (_x, y) => y),
);

/** `sigmoid`: x[…] → y[…]. */
export const sigmoid = defineKernel(
  'sigmoid',
  elementwise(logistic, (_x, y) => y * (1 - y)),
);

/** `tanh`: x[…] → y[…]. */
export const tanh = defineKernel(
  'tanh',
  elementwise(Math.tanh, (_x, y) => 1 - y * y),
);

/** `leakyRelu`: x[…] → y[…]; the derivative at 0 is `slope`. */
export const leakyRelu = defineKernel(
  'leakyRelu',
  elementwise(
    (x, { slope }: { readonly slope: number }) => (x <= 0 ? slope * x : x),
    (x, _y, { slope }) => (x <= 0 ? slope : 1),
  ),
);

/** `elu`: x[…] → y[…]; the derivative at 0 is `alpha`. */
export const elu = defineKernel(
  'elu',
  elementwise(
    (x, { alpha }: { readonly alpha: number }) => (x <= 0 ? alpha * Math.expm1(x) : x),
    (x, _y, { alpha }) => (x <= 0 ? alpha * Math.exp(x) : 1),
  ),
);

/** `relu`: x[…] → y[…]; the derivative at 0 is 0, and a closed unit passes nothing on, also not 0 · ∞. */
export const relu = defineKernel('relu', {
  forward({ inputs: { x }, dtype }) {
    const closed = Array.from(x.data, (v) => v <= 0);
    const y = Float64Array.from(x.data, (v, i) => (closed[i] ? 0 : v));
    return { outputs: { y: tensor(dtype, x.shape, y) }, saved: closed };
  },
  backward({ inputs: { x }, dtype }, { outputGrads: { y: dy } }, closed) {
    const dx = Float64Array.from(dy.data, (d, i) => (closed[i] ? 0 : d));
    return { x: tensor(dtype, x.shape, dx) };
  },
});
