/**
 * Calls of which one input is broken.
 *
 * @module
 */
import {
  arrayOf,
  elementCount,
  operators,
  type InputSpec,
  type Shape,
  type SpecErrorCode,
  type Tensor,
} from '@gradspec/spec';
import type { GeneratedCase } from '../case.ts';
import type { Break, BrokenCall } from './break.ts';

const of = (dtype: Tensor['dtype'], shape: Shape, count = elementCount(shape)) => ({
  dtype,
  shape,
  data: new (arrayOf(dtype))(count),
});
const specOf = ({ operator }: GeneratedCase) => operators[operator].inputs as Record<string, InputSpec>;
const isInteger = ({ dtype }: Tensor) => dtype === 'int32';
const otherFloat = (dtype: Tensor['dtype']) => (dtype === 'float32' ? 'float64' : 'float32');

/** The call with another value for one input. */
const withInput = (
  one: GeneratedCase,
  argument: string,
  title: string,
  { value, code }: { readonly value: unknown; readonly code: SpecErrorCode },
): BrokenCall => ({
  title: `${argument}: ${title}`,
  inputs: { ...one.inputs, [argument]: value },
  attributes: one.attributes,
  code,
  argument,
});

const eachInput =
  (change: (name: string, tensor: Tensor, one: GeneratedCase) => readonly BrokenCall[]): Break =>
  (one) =>
    Object.entries(one.inputs).flatMap(([name, tensor]) => change(name, tensor, one));

/** A required input is left out. */
export const leftOut: Break = (one) =>
  Object.keys(one.inputs).flatMap((argument) => {
    if (specOf(one)[argument]!.optional) return [];
    const { [argument]: _, ...inputs } = one.inputs;
    const title = `${argument}: left out`;
    return [{ title, inputs, attributes: one.attributes, code: 'missing-input', argument } as const];
  });

/** An input that the operator does not have. */
export const unknownInput: Break = (one) =>
  ['bias', 'input', 'weight'].map((name) =>
    withInput(one, name, 'there is no such input', { value: of(one.dtype, [2]), code: 'unknown-input' }),
  );

/** What stands in the place of an input is no tensor. */
export const noTensor = eachInput((name, { dtype, shape, data }, one) => {
  const bad = (title: string, value: unknown) => withInput(one, name, title, { value, code: 'bad-tensor' });
  return [
    bad('an element too many', of(dtype, shape, data.length + 1)),
    ...(data.length > 0 ? [bad('an element too few', of(dtype, shape, data.length - 1))] : []),
    bad('a plain array as data', { dtype, shape, data: Array.from(data) }),
    bad('a size of −1', { dtype, shape: [...shape.slice(1), -1], data }),
    bad('a size of 1.5', { dtype, shape: [...shape.slice(1), 1.5], data }),
    bad('no tensor but a number', 3),
    bad('a dtype that there is none of', { dtype: 'float16', shape, data }),
  ];
});

/** Floating numbers where integers are due, or the other way round. */
export const wrongDtype = eachInput((name, tensor, one) => {
  const value = of(isInteger(tensor) ? one.dtype : 'int32', tensor.shape);
  return [withInput(one, name, `of ${value.dtype}`, { value, code: 'bad-dtype' })];
});

/** One of several floating inputs has the other floating dtype. */
export const mixedDtypes: Break = (one) =>
  Object.entries(one.inputs)
    .filter(([, tensor]) => !isInteger(tensor))
    .slice(1)
    .map(([name, { dtype, shape }]) => {
      const value = of(otherFloat(dtype), shape);
      return withInput(one, name, `of ${value.dtype}, unlike the others`, { value, code: 'mixed-dtypes' });
    });

/** An axis too many or too few, where the operator fixes how many there are. */
export const wrongRank = eachInput((name, { dtype, shape }, one) => {
  if (specOf(one)[name]!.layout.includes('...')) return [];
  const bad = (title: string, other: Shape) =>
    withInput(one, name, title, { value: of(dtype, other), code: 'bad-rank' });
  return [bad('an axis too many', [...shape, 1]), bad('an axis too few', shape.slice(1))];
});

/** An axis whose size another input before it has fixed, one longer or one shorter. */
export const wrongSize: Break = (one) => {
  const bound = new Set(one.operator === 'conv' ? ['CG'] : []);
  return Object.entries(specOf(one)).flatMap(([name, { layout }]) => {
    const tensor = one.inputs[name];
    if (!tensor) return [];
    const { dtype, shape } = tensor;
    const symbols = symbolsOf(layout, shape.length);
    const fixed = symbols.flatMap((symbol, axis) => (bound.has(symbol) ? [axis] : []));
    symbols.forEach((symbol) => bound.add(symbol));
    return fixed.flatMap((axis) =>
      [1, -1].map((more) => {
        const value = of(dtype, shape.with(axis, Math.max(shape[axis]! + more, 0)));
        const title = `axis ${axis} one ${more > 0 ? 'longer' : 'shorter'}`;
        return withInput(one, name, title, { value, code: 'bad-shape' });
      }),
    );
  });
};

/** The symbol of each axis; those of a run are numbered. */
function symbolsOf(layout: string, rank: number): readonly string[] {
  const written = layout.split(',');
  return written.flatMap((symbol) => {
    if (!symbol.startsWith('...')) return [symbol.replace(/^\d+/, '')];
    return Array.from({ length: rank - written.length + 1 }, (_, i) => `${symbol}${i}`);
  });
}

/** A label that is no class, or a length that is not from 0 to T. */
export const wrongNumber: Break = (one) => {
  const { labels, lengths, scores, x } = one.inputs;
  const first = (name: string, { shape, data }: Tensor, value: number) => ({
    value: { dtype: 'int32', shape, data: Int32Array.from(data).fill(value, 0, 1) },
    code: name === 'labels' ? ('bad-label' as const) : ('bad-length' as const),
  });
  if (labels && labels.data.length > 0)
    return [scores!.shape.at(-1)!, -2].map((value) =>
      withInput(one, 'labels', `${value} among them`, first('labels', labels, value)),
    );
  if (lengths && lengths.data.length > 0)
    return [x!.shape[0]! + 1, -1].map((value) =>
      withInput(one, 'lengths', `${value} among them`, first('lengths', lengths, value)),
    );
  return [];
};
