/**
 * Which gates of a cell come out wrong on a single step, and what was computed in their place.
 *
 * @module
 */
import type { AnyKernel } from '../../runner/any-kernel.ts';
import { rightKernel } from '../results.ts';
import { listed } from '../tried.ts';
import { gateSums, gateValues, type Recurrence, type RecurrentAttributes } from './gate-values.ts';

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const near = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((value, at) => Math.abs(value - b[at]!) <= 1e-6 * (1 + Math.abs(b[at]!)));

const functions: readonly (readonly [string, (z: number) => number])[] = [
  ['σ', sigmoid],
  ['tanh', Math.tanh],
  ['the identity, so no function,', (z) => z],
  ['relu', (z) => Math.max(0, z)],
  ['1 − σ', (z) => 1 - sigmoid(z)],
  ['−tanh', (z) => -Math.tanh(z)],
  ['exp', Math.exp],
  ['the hard sigmoid 0.2z + 0.5', (z) => Math.min(1, Math.max(0, 0.2 * z + 0.5))],
];

type Parts = ReturnType<typeof gateSums>;

/** What a gate's function may have been applied to. */
const sums: readonly (readonly [string, (parts: Parts, at: number) => number])[] = [
  ['its sum', ({ x, h, b }, at) => x[at]! + h[at]! + b[at]!],
  ['its sum without b', ({ x, h }, at) => x[at]! + h[at]!],
  ['its sum without wx·x', ({ h, b }, at) => h[at]! + b[at]!],
  ['its sum without wh·h₋₁', ({ x, b }, at) => x[at]! + b[at]!],
  ['its sum with b twice', ({ x, h, b }, at) => x[at]! + h[at]! + 2 * b[at]!],
  ['its sum with b subtracted', ({ x, h, b }, at) => x[at]! + h[at]! - b[at]!],
  ['its sum with wh·h₋₁ subtracted', ({ x, h, b }, at) => x[at]! - h[at]! + b[at]!],
  ['its sum plus 1', ({ x, h, b }, at) => x[at]! + h[at]! + b[at]! + 1],
  ['twice its sum', ({ x, h, b }, at) => 2 * (x[at]! + h[at]! + b[at]!)],
  ['half its sum', ({ x, h, b }, at) => (x[at]! + h[at]! + b[at]!) / 2],
];

/** Sentences about the gates; none where all are right, or all are wrong in no way that is known. */
export async function forwardGates(
  kernel: AnyKernel,
  operator: Recurrence,
  attributes: RecurrentAttributes,
): Promise<string[]> {
  const [got, due] = [
    await gateValues(kernel, operator, attributes),
    await gateValues(rightKernel(operator), operator, attributes),
  ];
  if (!got) return [];
  const letters = Object.keys(due!);
  const wrong = letters.filter((gate) => !near(got[gate]!, due![gate]!));
  if (wrong.length === 0) return [];
  const known = wrong.flatMap((gate) => {
    const text = insteadOf(got[gate]!, gateSums(operator, gate));
    return text ? [`${gate} is ${text}`] : [];
  });
  const right = letters.filter((gate) => !wrong.includes(gate));
  if (right.length === 0 && known.length === 0) return [];
  const places = `on a single step ${listed(wrong)} ${wrong.length === 1 ? 'comes' : 'come'} out wrong${right.length > 0 ? ` and ${listed(right)} right` : ''}`;
  const [first] = wrong as [string];
  const numbers = `${first} is ${got[first]![0]!.toPrecision(4)} where ${due![first]![0]!.toPrecision(4)} was due`;
  return [`${places}: ${known.length > 0 ? known.join('; ') : numbers}`];
}

/** What a gate is, as a function of its sum; undefined where it is none of the known ones. */
function insteadOf(got: readonly number[], parts: Parts): string | undefined {
  for (const [of, sum] of sums)
    for (const [name, f] of functions)
      if (
        near(
          got,
          got.map((_, at) => f(sum(parts, at))),
        )
      )
        return `${name} of ${of}`;
  return undefined;
}
