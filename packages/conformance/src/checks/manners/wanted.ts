/**
 * The check `wanted`: backward returns the gradients that it is asked for, no others, and the same ones.
 *
 * @module
 */
import { operatorNames } from '@gradspec/spec';
import type { GeneratedCase } from '../../generated/case.ts';
import { bothDtypes, type Check } from '../check.ts';
import type { CheckFindings } from '../check-findings.ts';
import { answer, checkLaw } from '../laws/answer.ts';
import { overPlainCases } from '../over-cases.ts';
import {
  backwardOf,
  differentiable,
  forwardOf,
  rightFor,
  subjectOf,
  type Ran,
  type Subject,
} from '../subject.ts';

/** The check. */
export const wantedRespected: Check = {
  id: 'wanted',
  title: 'each gradient asked for alone is the one of the whole call, and comes alone',
  catches:
    'a list of wanted inputs that is ignored or mixed up, a gradient that needs another one to be computed first',
  why:
    'The first layer of a net wants no gradient of x, and a kernel that makes it all the same wastes the dearest part ' +
    'of backward. Kernels that skip work skip the wrong one easily: a buffer that only the other branch fills, an ' +
    'early return. So each gradient is asked for alone and compared with what all of them together gave.',
  provesLittle: 'hardly where the operator has one floating input: then only the empty list is another call',
  operators: operatorNames,
  dtypes: bothDtypes,
  run(implementation, operator, options) {
    const subject = subjectOf(implementation, operator);
    return overPlainCases(operator, options, { judge: (one, findings) => judge(subject, one, findings) });
  },
};

async function judge(subject: Subject, one: GeneratedCase, findings: CheckFindings): Promise<void> {
  const ran = await forwardOf(subject, one, findings);
  const all = ran && (await backwardOf(subject, one, ran, findings));
  if (!all) return;
  const right = rightFor(subject, one).gradients;
  const names = differentiable(one);
  await judgeNone(subject, one, ran, findings);
  for (const name of names) {
    const alone = await backwardOf(subject, { ...one, wanted: [name] }, ran, findings);
    if (!alone) return;
    const due = answer(all[name]!, right[name]!);
    const law = `asked for alone, it is not what it is among ${names.join(', ')}, which is expected here`;
    checkLaw(`gradient of ${name}`, { got: alone[name]!, right: right[name]!, due, law }, findings);
    for (const other of Object.keys(alone))
      if (other !== name && alone[other] !== undefined)
        findings.fail(`gradient of ${other}`, `was returned, and only that of ${name} had been asked for`);
  }
}

async function judgeNone(
  subject: Subject,
  one: GeneratedCase,
  ran: Ran,
  findings: CheckFindings,
): Promise<void> {
  const none = await backwardOf(subject, { ...one, wanted: [] }, ran, findings);
  for (const name of Object.keys(none ?? {}))
    if (none![name] !== undefined)
      findings.fail(
        `gradient of ${name}`,
        'was returned, and none had been asked for: the list of wanted inputs was empty',
      );
}
