/**
 * Calls that are wrong, made of one that is right. The spec's own check says which error each of them is due, so none is
 * here that the spec would accept.
 *
 * @module
 */
import {
  arrayOf,
  checkBackwardCall,
  checkCall,
  elementCount,
  operators,
  type OperatorName,
  type SpecError,
  type Tensor,
} from '@gradspec/spec';
import type { BrokenCall } from '../../generated/breaks/break.ts';
import type { GeneratedCase } from '../../generated/case.ts';
import { differentiable } from '../subject.ts';

/** A wrong call and the error it must end in. */
export interface WrongCall {
  /** What is wrong with it: `x: an element too few`. */
  readonly title: string;
  readonly inputs: unknown;
  readonly attributes: unknown;
  /** What backward is called with, where that is what is wrong. */
  readonly backward?: { readonly outputGrads: unknown; readonly wanted?: unknown };
  readonly due: SpecError;
}

type Candidate = Omit<WrongCall, 'due'>;
type Loose = Readonly<Record<string, unknown>>;

const filled = (dtype: Tensor['dtype'], shape: readonly number[]) => ({
  dtype,
  shape,
  data: new (arrayOf(dtype))(elementCount(shape)),
});

/** The wrong calls that can be made of a right one. */
export function wrongCallsOf(one: GeneratedCase): readonly WrongCall[] {
  const candidates = [...inputMistakes(one), ...attributeMistakes(one), ...backwardMistakes(one)];
  return candidates.flatMap((candidate) => {
    const due = errorOf(one, candidate);
    return due ? [{ ...candidate, due }] : [];
  });
}

/**
 * The error that a call with one thing broken is due.
 *
 * @throws TypeError for a call that the spec accepts.
 */
export function dueOf(operator: OperatorName, { title, inputs, attributes }: BrokenCall): SpecError {
  const due = errorOf({ operator }, { title, inputs, attributes });
  if (!due) throw new TypeError(`${operator}: expected a wrong call, got a right one: ${title}`);
  return due;
}

function errorOf(
  { operator }: Pick<GeneratedCase, 'operator'>,
  { inputs, attributes, backward }: Candidate,
): SpecError | undefined {
  try {
    const call = checkCall(operator, inputs as never, attributes as object);
    if (backward) checkBackwardCall(call, backward.outputGrads as never, backward.wanted as never);
    return undefined;
  } catch (error) {
    if (error instanceof Error && error.name === 'SpecError') return error as SpecError;
    throw error;
  }
}

function* inputMistakes({ inputs, attributes, dtype }: GeneratedCase): Iterable<Candidate> {
  const call = (title: string, changed: unknown): Candidate => ({ title, inputs: changed, attributes });
  yield call('inputs that are null', null);
  yield call('an input that there is none of', { ...inputs, bias: filled(dtype, [2]) });
  for (const [name, { dtype: own, shape, data }] of Object.entries(inputs)) {
    const { [name]: _, ...others } = inputs;
    const as = (title: string, value: unknown) => call(`${name}: ${title}`, { ...others, [name]: value });
    yield call(`${name}: left out`, others);
    yield as('a number', 5);
    yield as('a plain array as data', { dtype: own, shape, data: Array.from(data) });
    yield as('an element too many', { dtype: own, shape, data: filled(own, [data.length + 1]).data });
    yield as('a negative size', { dtype: own, shape: [-1, ...shape], data });
    yield as('a dtype that there is none of', { dtype: 'float16', shape, data });
    yield as('of the wrong kind of numbers', filled(own === 'int32' ? 'float64' : 'int32', shape));
    yield as('of the other floating dtype', filled(dtype === 'float32' ? 'float64' : 'float32', shape));
    yield as('an axis too many', filled(own, [...shape, 1]));
    yield as('an axis too few', filled(own, shape.slice(1)));
    for (const axis of shape.keys())
      yield as(
        `axis ${axis} one longer`,
        filled(
          own,
          shape.map((size, i) => (i === axis ? size + 1 : size)),
        ),
      );
  }
}

function* attributeMistakes({ operator, inputs, attributes }: GeneratedCase): Iterable<Candidate> {
  const call = (title: string, changed: unknown): Candidate => ({ title, inputs, attributes: changed });
  yield call('attributes that are null', null);
  yield call('an attribute that there is none of', { ...attributes, strides: 2 });
  const never: readonly (readonly [string, unknown])[] = [
    ['a word', 'x'],
    ['NaN', NaN],
    ['null', null],
    ['−1 in a list', [-1]],
  ];
  for (const name of Object.keys(operators[operator].attributes)) {
    const { [name]: _, ...others } = attributes;
    yield call(`${name}: left out`, others);
    for (const [title, value] of never) yield call(`${name}: ${title}`, { ...attributes, [name]: value });
  }
}

function* backwardMistakes(one: GeneratedCase): Iterable<Candidate> {
  const { inputs, attributes, outputGrads, dtype } = one;
  const call = (title: string, grads: unknown, wanted?: unknown): Candidate => ({
    title: `backward: ${title}`,
    inputs,
    attributes,
    backward: { outputGrads: grads, ...(wanted === undefined ? {} : { wanted }) },
  });
  yield call('output gradients that are null', null);
  yield call('an output that there is none of', { ...outputGrads, z: filled(dtype, [2]) } satisfies Loose);
  for (const [name, { shape }] of Object.entries(outputGrads)) {
    const as = (title: string, value: unknown) =>
      call(`${name}: ${title}`, { ...outputGrads, [name]: value });
    yield as('a number', 5);
    yield as('an axis too many', filled(dtype, [...shape, 1]));
    yield as('of the other floating dtype', filled(dtype === 'float32' ? 'float64' : 'float32', shape));
  }
  yield call('wanted that is no list', outputGrads, differentiable(one)[0]);
  yield call('wanted that names no input', outputGrads, ['y']);
}
