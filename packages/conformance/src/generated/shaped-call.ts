/**
 * A call before it has numbers: an operator, the shapes of its inputs, and its attributes.
 *
 * @module
 */
import { inferShapes, type OperatorName, type Shape } from '@gradspec/spec';

/** What one family of arbitraries makes; an input that is not given and an attribute left at its default are absent. */
export interface ShapedCall {
  readonly operator: OperatorName;
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A call with everything that is undefined left out. */
export function shapedCall(
  operator: OperatorName,
  shapes: Readonly<Record<string, Shape | undefined>>,
  attributes: Readonly<Record<string, unknown>> = {},
): ShapedCall {
  const given = <T>(all: Readonly<Record<string, T | undefined>>) =>
    Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Record<string, T>;
  return { operator, shapes: given(shapes), attributes: given(attributes) };
}

/** The shapes of a call's outputs, by name. @throws SpecError for a call that is wrong. */
export function outputShapesOf({ operator, shapes, attributes }: ShapedCall): Record<string, Shape> {
  return inferShapes(operator, shapes, attributes).outputShapes;
}

/** The attributes with their defaults filled in. @throws SpecError for a call that is wrong. */
export function filledAttributesOf({ operator, shapes, attributes }: ShapedCall): Record<string, unknown> {
  return inferShapes(operator, shapes, attributes).attributes as unknown as Record<string, unknown>;
}

/** Whether the spec accepts the call. */
export function isRight(call: ShapedCall): boolean {
  try {
    outputShapesOf(call);
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'SpecError') return false;
    throw error;
  }
}
