/**
 * A number that remembers what it was made of, so that the gradient of anything made of such numbers can be walked back.
 *
 * @module
 */

/** A number and, for each number it was made of, the derivative by it. */
export interface Scalar {
  readonly value: number;
  readonly parts: readonly (readonly [Scalar, number])[];
  /** The gradient, after `walkBack`. */
  grad: number;
}

const made = (value: number, ...parts: (readonly [Scalar, number])[]): Scalar => ({ value, parts, grad: 0 });

/** A number that nothing made. */
export const scalar = (value: number): Scalar => made(value);
/** Σ a. */
export const sum = (a: readonly Scalar[]): Scalar =>
  made(
    a.reduce((total, { value }) => total + value, 0),
    ...a.map((one) => [one, 1] as const),
  );
/** a·b. */
export const times = (a: Scalar, b: Scalar): Scalar => made(a.value * b.value, [a, b.value], [b, a.value]);
/** a·k for a constant k. */
export const scaled = (a: Scalar, k: number): Scalar => made(a.value * k, [a, k]);
/** 1 − a. */
export const complement = (a: Scalar): Scalar => made(1 - a.value, [a, -1]);
/** tanh a. */
export const tanh = (a: Scalar): Scalar => {
  const y = Math.tanh(a.value);
  return made(y, [a, 1 - y * y]);
};
/** σ(a) = 1 / (1 + e⁻ᵃ). */
export const sigma = (a: Scalar): Scalar => {
  const y = 1 / (1 + Math.exp(-a.value));
  return made(y, [a, y * (1 - y)]);
};
/** max(0, a). */
export const relu = (a: Scalar): Scalar => made(Math.max(0, a.value), [a, a.value > 0 ? 1 : 0]);
/** The first largest. */
export const largest = (a: readonly Scalar[]): Scalar =>
  a.reduce((best, one) => (one.value > best.value ? one : best));

/** Σ a·b over two lists of the same length. */
export const dot = (a: readonly Scalar[], b: readonly Scalar[]): Scalar =>
  sum(a.map((one, i) => times(one, b[i]!)));

/** Puts into `grad` of everything that `loss` was made of the derivative of loss by it. */
export function walkBack(loss: Scalar): void {
  const order: Scalar[] = [];
  const seen = new Set<Scalar>();
  const visit = (one: Scalar) => {
    if (seen.has(one)) return;
    seen.add(one);
    one.parts.forEach(([part]) => visit(part));
    order.push(one);
  };
  visit(loss);
  loss.grad = 1;
  for (const one of order.reverse()) for (const [part, by] of one.parts) part.grad += one.grad * by;
}
