/**
 * Calls of which one attribute is broken.
 *
 * @module
 */
import type { SpecErrorCode } from '@gradspec/spec';
import type { GeneratedCase } from '../case.ts';
import { filledAttributesOf } from '../shaped-call.ts';
import type { Break, BrokenCall } from './break.ts';

const withAttribute = (
  { inputs, attributes }: GeneratedCase,
  argument: string,
  title: string,
  { value, code }: { readonly value: unknown; readonly code: SpecErrorCode },
): BrokenCall => ({
  title: `${argument}: ${title}`,
  inputs,
  attributes: { ...attributes, [argument]: value },
  code,
  argument,
});

/** An attribute that the operator does not have. */
export const unknownAttribute: Break = (one) =>
  ['strides', 'pads', 'keepdims'].map((name) =>
    withAttribute(one, name, 'there is no such attribute', { value: 1, code: 'unknown-attribute' }),
  );

/** A required attribute is left out. */
export const attributeLeftOut: Break = (one) => {
  const required: Readonly<Record<string, string>> = { maxPool: 'kernel', avgPool: 'kernel', reshape: 'shape', scale: 'value', addConstant: 'value' }; // prettier-ignore
  const argument = required[one.operator];
  if (argument === undefined) return [];
  const { [argument]: _, ...attributes } = one.attributes;
  return [
    { title: `${argument}: left out`, inputs: one.inputs, attributes, code: 'missing-attribute', argument },
  ];
};

/** Values of another type than the attribute's, or out of its range. */
export const wrongAttribute: Break = (one) =>
  Object.entries(filledAttributesOf(one)).flatMap(([name, value]) =>
    wrongValues(value).map(([title, wrong]) =>
      withAttribute(one, name, title, { value: wrong, code: 'bad-attribute' }),
    ),
  );

function wrongValues(value: unknown): readonly (readonly [string, unknown])[] {
  const common = [['null', null], ['an object', {}]] as const; // prettier-ignore
  if (typeof value === 'boolean') return [...common, ['the word true', 'true'], ['1', 1]];
  if (typeof value === 'string') return [...common, ['another word', 'average'], ['a number', 1]];
  if (typeof value === 'number') return [...common, ['NaN', NaN], ['a word', 'one']];
  if (!Array.isArray(value) || value.length === 0) return common;
  const list: readonly unknown[] = value;
  const last = (entry: unknown) => list.with(-1, entry);
  const negative = Array.isArray(list.at(-1)) ? [0, -1] : -1;
  return [...common, ['−1 at its end', last(negative)], ['½ at its end', last(0.5)], ['a word', 'same']];
}

/** Groups that do not divide the channels. */
export const wrongGroups: Break = (one) => {
  if (one.operator !== 'conv' && one.operator !== 'convTranspose') return [];
  const value = one.inputs.x!.shape[1]! + 1;
  return [withAttribute(one, 'groups', 'one more than the channels', { value, code: 'bad-groups' })];
};
