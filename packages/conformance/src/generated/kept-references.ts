/**
 * References that were asked for lately. Checks ask for the same calls, of one implementation after the other, and a reference
 * costs more than the call. They are found by all that a call holds, bit for bit, so a kernel that writes into its arguments
 * cannot spoil what is kept.
 *
 * @module
 */
import type { Tensor } from '@gradspec/spec';
import type { GeneratedCase } from './case.ts';
import { referenceOf, type Reference } from './reference.ts';

/** The most that are kept: about those of one operator. */
const most = 1000;
const kept = new Map<string, Reference>();

/** The reference of a case, computed unless it is kept. */
export function keptReferenceOf(one: GeneratedCase): Reference {
  const key = contentOf(one);
  const reference = kept.get(key) ?? referenceOf(one);
  kept.delete(key);
  kept.set(key, reference);
  if (kept.size > most) kept.delete(kept.keys().next().value!);
  return reference;
}

const bytes = new TextDecoder('latin1');

const tensorContent = ([name, { dtype, shape, data }]: [string, Tensor]): string =>
  `${name} ${dtype} ${shape.join()} ${bytes.decode(data)}`;

function contentOf({ operator, attributes, dtype, inputs, outputGrads }: GeneratedCase): string {
  return [
    operator,
    dtype,
    ...Object.entries(attributes).map(([name, value]) => `${name} ${String(value)}`),
    ...Object.entries(inputs).map(tensorContent),
    'output gradients',
    ...Object.entries(outputGrads).map(tensorContent),
  ].join('\n');
}
