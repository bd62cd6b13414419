/**
 * What is wrong on the way back through a single step: the gradient of which gate's sum, or which product with it; and, where a
 * single step is right, what is carried from step to step.
 *
 *   db = dz of every gate on one step of one sequence;   dwx = dz·xᵀ,  dwh = dz·h₋₁ᵀ,  dx = wxᵀ·dz,  dh₋₁ = whᵀ·dz + …
 *
 * @module
 */
import { tensor, type FloatTensor } from '@gradspec/spec';
import type { AnyKernel, Tensors } from '../../runner/any-kernel.ts';
import { gateNames } from '../other-call/variations.ts';
import { agree, resultsOf, rightKernel, roundings, type Results } from '../results.ts';
import { isOutput, listed } from '../tried.ts';
import {
  gateValues,
  oneStep,
  type GateValues,
  type Recurrence,
  type RecurrentAttributes,
} from './gate-values.ts';

/** One step of one sequence, so that db is the gradient of the gates' sums. */
function trialOfOne(operator: Recurrence): { inputs: Tensors; outputGrads: Record<string, FloatTensor> } {
  const step = oneStep(operator);
  const H = step.wh!.shape[1]!;
  const firstOf = (one: FloatTensor, shape: readonly number[]) => {
    const size = shape.reduce((a, b) => a * b, 1);
    return tensor('float64', shape, Array.from(one.data.subarray(0, size)));
  };
  const { x, h0, c0, ...weights } = step;
  const grad = (seed: number, shape: readonly number[]) =>
    tensor(
      'float64',
      shape,
      Array.from({ length: H }, (_, at) => Math.sin(seed + 2.1 * at)),
    );
  const states = operator === 'lstm' ? ['h', 'c'] : ['h'];
  return {
    inputs: {
      ...weights,
      x: firstOf(x!, [1, 1, x!.shape[2]!]),
      h0: firstOf(h0!, [1, H]),
      ...(c0 && { c0: firstOf(c0, [1, H]) }),
    },
    outputGrads: Object.fromEntries(
      states.flatMap((name, k) => [
        [name, grad(1 + k, [1, 1, H])],
        [`${name}T`, grad(4 + k, [1, H])],
      ]),
    ),
  };
}

/** What every gradient is a product of. */
const products: Readonly<Record<string, string>> = {
  dwx: 'dz·xᵀ',
  dwh: 'dz·h₋₁ᵀ',
  dx: 'wxᵀ·dz',
  dh0: 'what goes back to h₋₁',
  dc0: 'what goes back to c₋₁',
  dbh: 'the gradient of the recurrent bias',
};

/** Sentences about a single step on the way back; the forward pass is right. */
export async function backwardGates(
  kernel: AnyKernel,
  operator: Recurrence,
  attributes: RecurrentAttributes,
): Promise<string[]> {
  const trial = { operator, attributes, filled: {}, ...trialOfOne(operator) };
  const [got, due] = [await resultsOf(kernel, trial), await resultsOf(rightKernel(operator), trial)];
  if (!got.db) return [];
  const wrong = Object.keys(due).filter(
    (name) => got[name] && !agree(got[name], due[name], roundings.single),
  );
  if (wrong.length === 0 || wrong.some(isOutput)) return [];
  const values = await gateValues(rightKernel(operator), operator, attributes);
  const gates = wrongGates(operator, got, due, values!);
  if (gates.length > 0) return gates;
  const named = wrong.filter((name) => products[name]).map((name) => `${name} (${products[name]})`);
  const known = wrong.flatMap((name) => {
    const text = factorText(ratios(got[name]!.data, due[name]!.data), values!);
    return text ? [`${name} ${text}`] : [];
  });
  const why = known.length > 0 ? `: ${known.join('; ')}` : '';
  return [
    `on a single step the gradients of the gates’ sums are right, and ${listed(named)} ${named.length === 1 ? 'is' : 'are'} wrong${why}`,
  ];
}

const ratios = (got: ArrayLike<number>, due: ArrayLike<number>): number[] =>
  Array.from(due, (value, at) => got[at]! / value);

function wrongGates(operator: Recurrence, got: Results, due: Results, values: GateValues): string[] {
  const letters = Array.from(gateNames[operator] ?? 'h');
  const H = due.db!.data.length / letters.length;
  const rows = (results: Results, gate: number) =>
    Array.from(results.db!.data.slice(gate * H, (gate + 1) * H));
  const size = Math.max(...Array.from(due.db!.data, Math.abs));
  const isRight = (gate: number) => {
    const right = rows(due, gate);
    return rows(got, gate).every((value, j) => Math.abs(value - right[j]!) <= 1e-6 * size);
  };
  const wrong = letters.filter((_, gate) => !isRight(gate));
  if (wrong.length === 0) return [];
  const right = letters.filter((gate) => !wrong.includes(gate));
  const known = wrong.flatMap((gate) => {
    const at = letters.indexOf(gate);
    const all = ratios(rows(got, at), rows(due, at));
    const text = slopeFault(all, gate, values) ?? factorText(all, values);
    return text ? [`that of ${gate} ${text}`] : [];
  });
  const all =
    letters.length === 1
      ? 'the gradient of the sum'
      : `the gradient of the sum${wrong.length === 1 ? '' : 's'} of ${listed(wrong)}`;
  const others = right.length > 0 ? `, that of ${listed(right)} right` : '';
  return [`on a single step ${all} (db) is wrong${others}${known.length > 0 ? `: ${known.join('; ')}` : ''}`];
}

type Candidate = readonly [string, (j: number) => number];

const isTanh = (gate: string): boolean => ['g', 'n', 'h'].includes(gate);
const slope = (v: number, tanh: boolean): number => (tanh ? 1 - v * v : v * (1 - v));
const slopeText = (gate: string, tanh = isTanh(gate)): string =>
  tanh ? `1 − ${gate}²` : `${gate}(1 − ${gate})`;

const found = (all: readonly number[], candidates: readonly Candidate[]): string | undefined =>
  candidates.find(([, f]) =>
    all.every((ratio, j) => Math.abs(ratio - f(j)) <= 1e-5 * (1 + Math.abs(ratio))),
  )?.[0];

/** What a gradient is multiplied with wrongly, in terms of the values of the gates; to stand behind its name. */
function factorText(all: readonly number[], values: GateValues): string | undefined {
  const at = (gate: string, j: number) => values[gate]![j % values[gate]!.length]!;
  const letters = Object.keys(values);
  return found(all, [
    ['is zero', () => 0],
    ['is twice what is due', () => 2],
    ['is half of what is due', () => 0.5],
    ['has its sign turned', () => -1],
    ...letters.flatMap((gate): Candidate[] => [
      [`has a factor ${gate} too much`, (j) => at(gate, j)],
      [`lacks a factor ${gate}`, (j) => 1 / at(gate, j)],
      [`has a factor 1 − ${gate} in place of ${gate}`, (j) => (1 - at(gate, j)) / at(gate, j)],
      [`has a factor ${gate} in place of 1 − ${gate}`, (j) => at(gate, j) / (1 - at(gate, j))],
      ...letters
        .filter((other) => other !== gate)
        .map((other): Candidate => [
          `has a factor ${other} in place of ${gate}`,
          (j) => at(other, j) / at(gate, j),
        ]),
    ]),
  ]);
}

/** The same of the gradient of a gate's sum, where the derivative of its function may be at fault. */
function slopeFault(all: readonly number[], gate: string, values: GateValues): string | undefined {
  const own = (j: number) => slope(values[gate]![j]!, isTanh(gate));
  return found(all, [
    [`lacks the derivative ${slopeText(gate)}`, (j) => 1 / own(j)],
    [`has the derivative ${slopeText(gate)} twice`, own],
    [
      `has the derivative ${slopeText(gate, !isTanh(gate))}, expected ${slopeText(gate)}`,
      (j) => slope(values[gate]![j]!, !isTanh(gate)) / own(j),
    ],
    ...Object.keys(values)
      .filter((other) => other !== gate)
      .map((other): Candidate => [
        `has the derivative of ${other}, ${slopeText(other)}, expected ${slopeText(gate)}`,
        (j) => slope(values[other]![j]!, isTanh(other)) / own(j),
      ]),
  ]);
}
