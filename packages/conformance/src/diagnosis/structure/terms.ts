/**
 * What a bilinear kernel really multiplies: the terms of its result, found by asking it.
 *
 *   y[o]  = Σ f·x[i]·w[k]        dx[i] = Σ f·dy[o]·w[k]        dw[k] = Σ f·dy[o]·x[i]        over its terms (i, k, o, f)
 *
 * One operand is 1 at one place and 0 elsewhere, the other holds a code c at each place, then c², then c³. A result element
 * that is the product with one place alone is f·c, f·c², f·c³, from which c and f follow; of a sum over several places the
 * three are not in proportion (Cauchy and Schwarz), so that it is never taken for one. All of it is exact in float64, but for
 * kernels that transform.
 *
 * @module
 */
import { tensor, zeros, type FloatTensor, type OperatorName, type Shape } from '@gradspec/spec';
import type { AnyKernel, Tensors } from '../../runner/any-kernel.ts';

/** A call of a bilinear operator without its numbers. */
export interface BilinearCall {
  readonly operator: Extract<OperatorName, 'conv' | 'convTranspose' | 'linear'>;
  readonly x: Shape;
  readonly w: Shape;
  readonly y: Shape;
  readonly attributes: object;
}

/** The results in which terms can be looked for. */
export type Result = 'y' | 'dx' | 'dw';

/** One product: flat places in x, w and y, and what it is multiplied with. */
export interface Term {
  readonly i: number;
  readonly k: number;
  readonly o: number;
  readonly factor: number;
}

/** What was found. */
export interface Terms {
  readonly terms: readonly Term[];
  /** Result elements that are sums over several places where at most one was expected to be met; as terms without a place. */
  readonly crowded: number;
}

const size = (shape: Shape): number => shape.reduce((product, length) => product * length, 1);
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));

const oneAt = (shape: Shape, at: number): FloatTensor => {
  const one = zeros('float64', shape);
  one.data[at] = 1;
  return one;
};

/** c^power at every place; c counts from 2, so that it never is its own square. */
const codes = (shape: Shape, power: number): FloatTensor =>
  tensor(
    'float64',
    shape,
    Array.from({ length: size(shape) }, (_, at) => (at + 2) ** power),
  );

/** The place and the factor behind a result element, from its three answers. */
function decoded(
  answers: readonly [number, number, number],
  places: number,
): { at: number; factor: number } | 'none' | 'crowded' {
  const [first, second, third] = answers;
  const scale = Math.abs(third);
  if (scale < 1e-6) return 'none';
  const code = second / first;
  const at = Math.round(code) - 2;
  const single = near(second * second, first * third) && near(code, at + 2) && at >= 0 && at < places;
  return single ? { at, factor: Number((first / (at + 2)).toPrecision(6)) } : 'crowded';
}

/** Asks a kernel for a result, with an operand that is one at one place and another that holds codes. */
type Ask = (one: number, power: number) => Promise<FloatTensor>;

/** How a result is asked for, and which place of a term each of its parts is. */
function questions(
  kernel: AnyKernel,
  call: BilinearCall,
  result: Result,
): {
  ask: Ask;
  ones: number;
  coded: number;
  term: (one: number, coded: number, at: number) => Omit<Term, 'factor'>;
} {
  const { x, w, y, attributes } = call;
  const back = async (inputs: Tensors, dy: FloatTensor, name: 'x' | 'w') => {
    const { saved } = await kernel.forward(inputs, attributes);
    return (await kernel.backward!({ y: dy }, saved, [name]))[name] as FloatTensor;
  };
  if (result === 'y')
    return {
      ask: async (one, power) =>
        (await kernel.forward({ x: codes(x, power), w: oneAt(w, one) }, attributes)).outputs.y as FloatTensor,
      ...{ ones: size(w), coded: size(x) },
      term: (k, i, o) => ({ i, k, o }),
    };
  if (result === 'dx')
    return {
      ask: (one, power) => back({ x: codes(x, 1), w: oneAt(w, one) }, codes(y, power), 'x'),
      ...{ ones: size(w), coded: size(y) },
      term: (k, o, i) => ({ i, k, o }),
    };
  // The smaller of x and y is asked place by place.
  if (size(x) < size(y))
    return {
      ask: (one, power) => back({ x: oneAt(x, one), w: codes(w, 1) }, codes(y, power), 'w'),
      ...{ ones: size(x), coded: size(y) },
      term: (i, o, k) => ({ i, k, o }),
    };
  return {
    ask: (one, power) => back({ x: codes(x, power), w: codes(w, 1) }, oneAt(y, one), 'w'),
    ...{ ones: size(y), coded: size(x) },
    term: (o, i, k) => ({ i, k, o }),
  };
}

/** A copy of an answer's numbers: a kernel may use its memory again for the next one. */
const asked = async (ask: Ask, one: number, power: number): Promise<ArrayLike<number> | undefined> =>
  (await ask(one, power))?.data?.slice();

/**
 * The terms of a result.
 *
 * @returns undefined where the result does not have the shape of its operand, or the kernel throws: then there is no place
 *   to speak of.
 */
export async function termsOf(
  kernel: AnyKernel,
  call: BilinearCall,
  result: Result,
): Promise<Terms | undefined> {
  const { ask, ones, coded, term } = questions(kernel, call, result);
  const expected = size({ y: call.y, dx: call.x, dw: call.w }[result]);
  const terms: Term[] = [];
  let crowded = 0;
  for (let one = 0; one < ones; one++) {
    const [a, b, c] = [await asked(ask, one, 1), await asked(ask, one, 2), await asked(ask, one, 3)];
    if ([a, b, c].some((answer) => answer?.length !== expected)) return undefined;
    for (let at = 0; at < expected; at++) {
      const found = decoded([a![at]!, b![at]!, c![at]!], coded);
      if (found === 'crowded') crowded += 1;
      else if (found !== 'none') terms.push({ ...term(one, found.at, at), factor: found.factor });
    }
  }
  return { terms, crowded };
}
