/**
 * Everything that is planted: the mistakes of the catalogue in their operators, those of hygiene in every operator, and
 * those of a net's backward pass, which belong to no operator.
 *
 * @module
 */
import { naiveLoops } from '@gradspec/naive-loops';
import { operatorNames, operators, type Implementation, type OperatorName } from '@gradspec/spec';
import { anyKernelOf } from '../../runner/any-kernel.ts';
import type { GraphBackward } from '../../runner/run-graph.ts';
import { graphMistakes } from '../graph-order/graph-mistakes.ts';
import { hygieneMistakes, needsBackward } from '../hygiene/index.ts';
import { mistakes } from '../index.ts';
import type { Mistake } from '../mistake.ts';

/** What mistakes are printed under: their operator, or the backward pass of nets. */
export type Group = OperatorName | 'graph';

/** The groups in the order in which they are printed. */
export const groups: readonly Group[] = [...operatorNames, 'graph'];

/** What is put through the checks: an implementation, and another backward pass of nets. */
export interface Candidate {
  readonly implementation: Implementation;
  readonly sweep?: GraphBackward;
}

/** One mistake as it is planted. */
export interface Planting extends Pick<Mistake, 'id' | 'name'> {
  readonly group: Group;
  /** What is wrong, if any operator can have it: `changes-its-inputs`. */
  readonly hygiene?: string;
  /** Why it cannot be planted into an implementation that claims the operator; undefined where it can. */
  hindrance(implementation: Implementation): string | undefined;
  plant(implementation: Implementation): Candidate;
}

/** The implementation with a mistake in the kernel of its operator. @throws RangeError when it does not have that operator. */
export function planted(
  mistake: Pick<Mistake, 'id' | 'operator' | 'plant'>,
  implementation: Implementation,
): Implementation {
  const { id, operator } = mistake;
  const right = anyKernelOf(implementation, operator);
  if (!right) throw new RangeError(`${implementation.name} has no ${operator} to plant ${id} into`);
  return { ...implementation, kernels: { ...implementation.kernels, [operator]: mistake.plant(right) } };
}

/** Whether the mistake shows in gradients alone. */
function isBackwardOnly({ operator, wrong }: Mistake): boolean {
  const outputs = Object.keys(operators[operator].outputs);
  return wrong.length > 0 && wrong.every((result) => !outputs.includes(result));
}

/** A mistake of an operator's kernel. */
export function inKernel(mistake: Mistake, hygiene?: string): Planting {
  const { id, name, operator: group } = mistake;
  const backwardOnly = isBackwardOnly(mistake) || (hygiene !== undefined && needsBackward(hygiene));
  return {
    id,
    name,
    group,
    ...(hygiene !== undefined && { hygiene }),
    hindrance: (implementation) =>
      backwardOnly && !anyKernelOf(implementation, group)?.backward
        ? `${implementation.name} has no backward of ${group}`
        : undefined,
    plant: (implementation) => ({ implementation: planted(mistake, implementation) }),
  };
}

const inOperators: readonly Planting[] = operatorNames.flatMap((operator) => [
  ...mistakes.filter((mistake) => mistake.operator === operator).map((mistake) => inKernel(mistake)),
  ...hygieneMistakes(operator).map((mistake) => inKernel(mistake, mistake.id.slice(operator.length + 1))),
]);

/** The mistakes of the backward pass are those of packages/graph, whose nodes run on naive-loops. */
const inGraph = graphMistakes.map((mistake): Planting => ({
  id: mistake.id,
  name: mistake.name,
  group: 'graph',
  hindrance: () => undefined,
  plant: () => ({ implementation: naiveLoops, sweep: mistake.plant() }),
}));

/** Everything that can be planted, by group. */
export const plantings: readonly Planting[] = [...inOperators, ...inGraph];
