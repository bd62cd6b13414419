/**
 * Whether a result of a bilinear operator is linear at all in what it is made of: only then are there terms to look for.
 *
 *   y in x,   dx in dy,   dw in dy:    nothing gives nothing, twice as much gives twice as much, and of every sign alike
 *
 * @module
 */
import { tensor, type FloatTensor, type Shape } from '@gradspec/spec';
import type { AnyKernel } from '../../runner/any-kernel.ts';
import { agree, roundings } from '../results.ts';
import type { BilinearCall, Result } from './terms.ts';

/** What each result is asked to be linear in. */
const operandOf: Readonly<Record<Result, string>> = { y: 'x', dx: 'dy', dw: 'dy' };

/** What is below this is left over from sums that come to 0. */
const rest = 1e-9;

/** Numbers of both signs that are not in proportion to each other. */
const numbers = (shape: Shape, factor: number, turn: number): FloatTensor => {
  const count = shape.reduce((product, size) => product * size, 1);
  return tensor(
    'float64',
    shape,
    Array.from({ length: count }, (_, at) => factor * Math.sin(1 + turn + at * 2.3)),
  );
};

/** The sentence for a result that is not linear; undefined where it is. */
export async function linearityFinding(
  kernel: AnyKernel,
  call: BilinearCall,
  result: Result,
): Promise<string | undefined> {
  const ask = async (factor: number): Promise<FloatTensor> => {
    const x = numbers(call.x, result === 'y' ? factor : 1, 0);
    const { outputs, saved } = await kernel.forward({ x, w: numbers(call.w, 1, 5) }, call.attributes);
    if (result === 'y') return copied(outputs.y as FloatTensor);
    const name = result.slice(1) as 'x' | 'w';
    const grads = await kernel.backward!({ y: numbers(call.y, factor, 9) }, saved, [name]);
    return copied(grads[name] as FloatTensor);
  };
  const operand = operandOf[result];
  if ((await ask(0)).data.some((value) => Math.abs(value) > rest))
    return `${result} is not linear in ${operand}: with ${operand} all zeros it is not zero`;
  const one = await ask(1);
  for (const factor of [2, -1]) {
    const many = { ...one, data: one.data.map((value) => factor * value) } as FloatTensor;
    if (!agree(await ask(factor), many, roundings.single))
      return `${result} is not linear in ${operand}: with ${factor} times ${operand} it is not ${factor} times as large`;
  }
  return undefined;
}

const copied = ({ data, ...rest }: FloatTensor): FloatTensor =>
  ({ ...rest, data: data.slice() }) as FloatTensor;
