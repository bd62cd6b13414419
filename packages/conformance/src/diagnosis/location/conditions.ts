/**
 * What is special about a call: the attributes that are not at their defaults, the optional inputs that are given, sizes of 1.
 *
 * @module
 */
import { inferShapes, operators, type InputSpec, type Shape } from '@gradspec/spec';
import type { Trial } from '../trials.ts';

/** What the first axes of x are, where a mistake can hide at a size of 1. */
const axes: Readonly<Partial<Record<Trial['operator'], readonly (string | undefined)[]>>> = {
  rnn: ['step', 'sequence'],
  lstm: ['step', 'sequence'],
  gru: ['step', 'sequence'],
  conv: ['sample', 'channel'],
  convTranspose: ['sample', 'channel'],
};

/** The conditions that a call meets, each to stand behind “the calls”. */
export function conditionsOf(trial: Trial): ReadonlySet<string> {
  const { operator, inputs } = trial;
  const conditions = new Set(otherThanDefault(trial).map((name) => `with ${name}`));
  const spec = operators[operator].inputs as Record<string, InputSpec>;
  for (const [name, { optional }] of Object.entries(spec))
    if (optional) conditions.add(inputs[name] ? `with ${name}` : `without ${name}`);
  axes[operator]?.forEach((axis, at) => {
    if (axis && inputs.x!.shape[at]! > 1) conditions.add(`of more than one ${axis}`);
  });
  if (operator === 'linear' && inputs.x!.shape.length > 2) conditions.add('with more than two axes of x');
  return conditions;
}

/** The attributes that are not at their defaults, or that have none. */
export function otherThanDefault({ operator, inputs, attributes, filled }: Trial): readonly string[] {
  const shapes = Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, shape]));
  return Object.keys(attributes).filter((name) => !isStandard(operator, shapes, attributes, filled, name));
}

/** Whether an attribute has its default value. */
function isStandard(
  operator: Trial['operator'],
  shapes: Readonly<Record<string, Shape>>,
  attributes: Trial['attributes'],
  filled: Trial['filled'],
  name: string,
): boolean {
  const { [name]: value, ...others } = attributes;
  try {
    const standard = inferShapes(operator, shapes, others).attributes as unknown as Record<string, unknown>;
    return JSON.stringify(standard[name]) === JSON.stringify(filled[name]);
  } catch {
    return value === undefined; // without it there is no such call
  }
}
