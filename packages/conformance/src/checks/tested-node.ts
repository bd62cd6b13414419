/**
 * The operator under test as a node of a net.
 *
 * @module
 */
import type { GraphNode } from '@gradspec/graph';
import type { Implementation, OperatorName } from '@gradspec/spec';
import type { GeneratedCase } from '../generated/case.ts';

/** The call of a case as a node; `ref` says where each input comes from. */
export function testedNode(
  { operator, inputs, attributes }: GeneratedCase,
  name: string,
  ref: (input: string) => string = (input) => input,
): GraphNode {
  const refs = Object.keys(inputs).map((input) => [input, ref(input)]);
  return { name, operator, inputs: Object.fromEntries(refs) as never, attributes } as GraphNode;
}

/** An implementation with this operator only: the other nodes of a net then run on another one, and cannot be blamed. */
export function onlyOperator(implementation: Implementation, operator: OperatorName): Implementation {
  return { ...implementation, kernels: { [operator]: implementation.kernels[operator] } };
}
