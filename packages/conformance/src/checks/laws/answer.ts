/**
 * A kernel's own answers as numbers of a law: each element with its bound, so that a law between several calls is due
 * within what rounding can do to all of them.
 *
 *   |p·a + q·b − exact| ≤ |p|·bound(a) + |q|·bound(b)
 *
 * @module
 */
import type { Tensor } from '@gradspec/spec';
import { compare, ulp, type Expected } from '../../runner/compare.ts';
import { precisions } from '../../tolerance/index.ts';
import type { CheckFindings } from '../check-findings.ts';

/**
 * So many units of rounding of the largest element are never blamed on a law: a kernel that computes another sum than the
 * definition may round where the definition does not, and still keep the law. Between integers it hides nothing.
 */
const lastDigits = 64;

/** What a kernel answered, with the bounds of the right answer. */
export function answer(got: Tensor, { bounds }: Pick<Expected, 'bounds'>): Expected {
  return { shape: got.shape, values: Array.from(got.data), bounds };
}

/** p·a + q·b, element by element. */
export function combined(p: number, a: Expected, q: number, b: Expected): Expected {
  const values = a.values.map((value, i) => p * value + q * b.values[i]!);
  // The combination itself is rounded in float64; integers are not.
  const rounding = (value: number) =>
    Number.isInteger(value) ? 0 : 4 * precisions.float64.u * Math.abs(value);
  const bounds = a.bounds.map(
    (bound, i) => Math.abs(p) * bound + Math.abs(q) * b.bounds[i]! + rounding(values[i]!),
  );
  return { shape: a.shape, values, bounds };
}

/**
 * Records the elements that break a law.
 *
 * @param got - what the law is about
 * @param right - whose bounds are those of `got`
 * @param due - what it has to be, made of other answers
 * @param law - a sentence, appended to the failure
 */
export function checkLaw(
  what: string,
  { got, right, due, law }: { got: Tensor; right: Pick<Expected, 'bounds'>; due: Expected; law: string },
  findings: CheckFindings,
): void {
  // What is due may have cancelled to almost nothing: errors are measured by the largest element.
  const top = Math.max(0, ...due.values.map(Math.abs).filter(Number.isFinite));
  const { u } = precisions[findings.dtype!];
  const bounds = due.bounds.map((bound, i) => bound + right.bounds[i]! + lastDigits * u * top);
  const comparison = compare(got, { ...due, bounds }, findings.dtype!);
  const { outcome, largest } = comparison;
  const errors = due.values.map((value, i) => Math.abs(value - got.data[i]!)).filter(Number.isFinite);
  const ulps = top === 0 ? 0 : Math.max(0, ...errors) / ulp(top, findings.dtype!);
  findings.record(
    what,
    { ...comparison, outcome: outcome === 'weak' ? 'equal' : outcome, largest: { ...largest, ulps } },
    `: ${law}`,
  );
}
