/**
 * The check `no-aliasing`: every result is memory of its own.
 *
 * @module
 */
import { operatorNames } from '@gradspec/spec';
import type { GeneratedCase } from '../../generated/case.ts';
import { checkMemory } from '../../generated/manners.ts';
import { bothDtypes, type Check } from '../check.ts';
import type { CheckFindings } from '../check-findings.ts';
import { overPlainCases } from '../over-cases.ts';
import { backwardOf, forwardOf, subjectOf, type Subject } from '../subject.ts';

/** The check. */
export const noAliasing: Check = {
  id: 'no-aliasing',
  title: 'no result lies in memory of an argument or of another result',
  catches:
    'reshape, slice and add that return a view; one gradient returned for two inputs; views of an arena',
  why:
    'A result that is a view of its argument is right until somebody updates one of the two: an optimizer that ' +
    'subtracts a gradient in place then changes dy. That happens outside the kernel and later, so values cannot show ' +
    'it; the buffers are compared instead, with the bytes that each tensor takes of them.',
  provesLittle: 'where the result has no element, which takes no memory',
  operators: operatorNames,
  dtypes: bothDtypes,
  run(implementation, operator, options) {
    const subject = subjectOf(implementation, operator);
    return overPlainCases(operator, options, {
      little: ({ outputGrads }) =>
        Object.values(outputGrads).every(({ data }) => data.length === 0)
          ? 'the result has no element'
          : undefined,
      judge: (one, findings) => judge(subject, one, findings),
    });
  },
};

async function judge(subject: Subject, one: GeneratedCase, findings: CheckFindings): Promise<void> {
  const ran = await forwardOf(subject, one, findings);
  if (!ran) return;
  checkMemory('output', ran.outputs, one.inputs, findings);
  const gradients = await backwardOf(subject, one, ran, findings);
  if (!gradients) return;
  const grads = Object.entries(one.outputGrads).map(
    ([name, grad]) => [`output gradient of ${name}`, grad] as const,
  );
  const given = { ...one.inputs, ...ran.outputs, ...Object.fromEntries(grads) };
  checkMemory('gradient of', gradients, given, findings);
}
