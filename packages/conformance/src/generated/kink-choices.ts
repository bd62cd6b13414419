/**
 * Choices at a kink other than the spec's: where maxima tie, or a number is exactly 0, the mathematics leaves the gradient
 * open. The spec has one rule for each, and its vectors list the others that can be defended. A kernel that keeps to one of
 * these in all gradients of a call is noted, and not wrong.
 *
 * A kink that rounding may have crossed is another matter: there the bound itself spans both branches.
 *
 * @module
 */
import { zeros, type FloatDtype, type FloatTensor, type OperatorName, type Tensor } from '@gradspec/spec';
import { solutionIn } from '../oracle/expected.ts';
import type { Field, Weight } from '../oracle/field.ts';
import { traceCall } from '../oracle/trace.ts';
import { compare, type Expected } from '../runner/compare.ts';
import { nonFiniteErrors, precisions, type Bounded } from '../tolerance/index.ts';
import type { GeneratedCase } from './case.ts';
import { outputShapesOf } from './shaped-call.ts';

type Answers = Readonly<Record<string, Expected>>;
type Arithmetic = Field<Bounded>;

/** One choice: what it is called, and the arithmetic in which it is made. */
interface Choice {
  readonly note: string;
  readonly of: (field: Arithmetic) => Arithmetic;
}

/** A share of a gradient; nothing of ∞ is nothing. */
const weightOf = (field: Arithmetic, share: number): Weight<Bounded> =>
  share === 0 ? 'zero' : share === 1 ? 'one' : field.of(share);

/** The share of the gradient that each of `count` equal maxima takes, the last one and the others. */
const maxima = (note: string, share: (count: number) => { last: number; others: number }): Choice => ({
  note,
  of: (field) => ({
    ...field,
    max(candidates) {
      const { value, weights } = field.max(candidates);
      const isTop = (one: Bounded) => one.error === 0 && one.value === value.value;
      const count = candidates.filter(isTop).length;
      if (count < 2) return { value, weights };
      const { last, others } = share(count);
      const end = candidates.findLastIndex(isTop);
      const weight = (one: Bounded, i: number) => (isTop(one) ? (i === end ? last : others) : 0);
      return { value, weights: candidates.map((one, i) => weightOf(field, weight(one, i))) };
    },
  }),
});

/** The share of the gradient that takes the branch above 0 where the number is exactly 0. */
const atZero = (note: string, above: number): Choice => ({
  note,
  of: (field) => ({
    ...field,
    where(test, then, otherwise) {
      const plain = field.where(test, then, otherwise);
      if (test.value !== 0 || test.error !== 0) return plain;
      return { value: plain.value, weights: [weightOf(field, 1 - above), weightOf(field, above)] };
    },
  }),
});

const last = (what: string) =>
  maxima(`the last of equal ${what} takes the gradient`, () => ({ last: 1, others: 0 }));
const shared = (what: string) =>
  maxima(`equal ${what} share the gradient`, (count) => ({ last: 1 / count, others: 1 / count }));
const all = (what: string) =>
  maxima(`each of equal ${what} takes the whole gradient`, () => ({ last: 1, others: 1 }));
const whole = atZero('the derivative at 0 is 1', 1);
const half = atZero('the derivative at 0 is ½', 0.5);

/** What the vectors list as alternatives. */
const choices: Readonly<Partial<Record<OperatorName, readonly Choice[]>>> = {
  maxPool: [last('maxima'), shared('maxima'), all('maxima')],
  maxout: [last('pieces'), shared('pieces'), all('pieces')],
  maximum: [last('inputs'), shared('inputs')],
  relu: [whole, half],
  leakyRelu: [whole],
  elu: [whole],
  hingeLoss: [atZero('a term at exactly 0 passes the gradient on', 1)],
  rnn: [whole, half],
};

/** The gradients that are due, and what is to be said of them. */
export interface Due {
  readonly gradients: Answers;
  /** The choice that the kernel made, where it is not the spec's. */
  readonly note?: string;
}

/** The gradients that are due by each other choice; none for an operator without kinks. */
export function* otherChoices(call: GeneratedCase): Iterable<Due> {
  for (const { note, of } of choices[call.operator] ?? [])
    yield { note, gradients: gradientsIn(of(nonFiniteErrors(call.dtype)), call) };
}

/**
 * The gradients that a kernel's are to be compared with: the spec's, or those of another choice at kinks where these are
 * right and the spec's are not.
 */
export function dueAtKinks(
  call: GeneratedCase,
  right: Answers,
  got: Readonly<Record<string, Tensor | undefined>>,
): Due {
  const agrees = (gradients: Answers) =>
    Object.keys(right).every(
      (name) => !got[name] || compare(got[name], gradients[name]!, call.dtype).outcome !== 'wrong',
    );
  if (!agrees(right)) for (const other of otherChoices(call)) if (agrees(other.gradients)) return other;
  return { gradients: right };
}

/** The definition's gradients of every floating input, with their bounds. */
function gradientsIn(
  field: Arithmetic,
  { operator, inputs, attributes, outputGrads, ...one }: GeneratedCase,
): Answers {
  const grads: Record<string, FloatTensor> = {};
  for (const [name, shape] of Object.entries(outputShapesOf({ operator, attributes, ...one })))
    grads[name] = outputGrads[name] ?? zeros(one.dtype, shape);
  const { gradients } = solutionIn(traceCall(operator, inputs, attributes), inputs, grads, field);
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([, { dtype }]) => dtype !== 'int32')
      .map(([name, { shape }]) => [name, expected(shape, gradients[name]!, one.dtype)]),
  );
}

/** These values are rounded in float64, so they may be off by the share u₆₄/u of the bound. */
function expected(shape: Tensor['shape'], elements: readonly Bounded[], dtype: FloatDtype): Expected {
  const own = precisions.float64.u / precisions[dtype].u;
  return {
    shape,
    values: elements.map(({ value }) => value),
    bounds: elements.map(({ value, error }) =>
      Number.isFinite(value) && error < Infinity ? error * (1 + own) : error < Infinity ? 0 : Infinity,
    ),
  };
}
