/**
 * What is wrong inside a recurrence, from the gates of one step to the way from step to step.
 *
 * @module
 */
import { anyKernelOf, type AnyKernel } from '../../runner/any-kernel.ts';
import type { Implementation, OperatorName } from '@gradspec/spec';
import { backwardGates } from './backward-gates.ts';
import { betweenSteps } from './between-steps.ts';
import { forwardGates } from './forward-gates.ts';
import type { Recurrence, RecurrentAttributes } from './gate-values.ts';

const recurrences: readonly OperatorName[] = ['rnn', 'lstm', 'gru'];

/**
 * Sentences about a recurrence; none for other operators, or where nothing could be read off. With the attributes at their
 * defaults first, and where all is right then with those of calls that are wrong.
 */
export async function gateFindings(
  implementation: Implementation,
  operator: OperatorName,
  wrong: readonly RecurrentAttributes[] = [],
): Promise<readonly string[]> {
  const kernel = anyKernelOf(implementation, operator);
  if (!kernel || !recurrences.includes(operator)) return [];
  const told = new Set(['{}']);
  const plain = await findingsWith(kernel, operator as Recurrence, {});
  if (plain.length > 0) return plain;
  for (const attributes of wrong) {
    const text = JSON.stringify(attributes);
    if (told.has(text)) continue;
    told.add(text);
    const found = await findingsWith(kernel, operator as Recurrence, attributes);
    if (found.length > 0) return found.map((sentence) => `with ${attributesText(attributes)}: ${sentence}`);
  }
  return [];
}

const attributesText = (attributes: RecurrentAttributes): string =>
  Object.entries(attributes)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

async function findingsWith(
  kernel: AnyKernel,
  operator: Recurrence,
  attributes: RecurrentAttributes,
): Promise<readonly string[]> {
  const forward = await forwardGates(kernel, operator, attributes);
  if (forward.length > 0) return forward;
  const step = kernel.backward ? await backwardGates(kernel, operator, attributes) : [];
  const steps = await betweenSteps(kernel, operator, attributes);
  if (step.length > 0 || steps.length === 0) return [...step, ...steps];
  return [
    ...steps,
    'a single step is right, forward and backward: what is wrong is how steps are put together',
  ];
}
