/**
 * Comparing all that a kernel answers with what is right.
 *
 * @module
 */
import type { GeneratedCase } from '../../generated/case.ts';
import { dueAtKinks } from '../../generated/kink-choices.ts';
import type { Reference } from '../../generated/reference.ts';
import type { CheckFindings } from '../check-findings.ts';
import { backwardOf, forwardOf, type Subject } from '../subject.ts';

/** Runs a case and compares outputs and gradients; `tail` is appended to what is wrong. */
export async function compareAnswers(
  subject: Subject,
  one: GeneratedCase,
  { outputs, gradients }: Pick<Reference, 'outputs' | 'gradients'>,
  findings: CheckFindings,
  tail = '',
): Promise<void> {
  const ran = await forwardOf(subject, one, findings);
  if (!ran) return;
  for (const [name, right] of Object.entries(outputs))
    findings.checkPart(name, ran.outputs[name], right, tail);
  const got = await backwardOf(subject, one, ran, findings);
  if (!got) return;
  const due = dueAtKinks(one, gradients, got);
  findings.remark(due.note);
  for (const [name, right] of Object.entries(due.gradients))
    findings.checkPart(`gradient of ${name}`, got[name], right, tail);
}
