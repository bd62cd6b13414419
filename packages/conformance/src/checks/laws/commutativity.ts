/**
 * The check `commutativity`: true convolution does not care which of its two signals is called the kernel.
 *
 *   f ∗ g = g ∗ f,   and with the same output gradient the gradient of f is the same in both
 *
 * @module
 */
import type { GeneratedCase } from '../../generated/case.ts';
import { bothDtypes, type Check } from '../check.ts';
import type { CheckFindings } from '../check-findings.ts';
import { overCases } from '../over-cases.ts';
import { answersOf, rightFor, subjectOf, type Subject } from '../subject.ts';
import { answer, checkLaw } from './answer.ts';
import { convolve, fullConvolution } from './convolution-call.ts';

/** The check. */
export const commutativity: Check = {
  id: 'commutativity',
  title: 'true convolution commutes: f ∗ g = g ∗ f, and so do its gradients',
  catches: 'flip ignored or done on one axis only, x and w treated differently, wrong padding at one end',
  why:
    'With flip and full padding, conv of one channel is the convolution of mathematics, a product of polynomials, and ' +
    'f and g can change places. Cross-correlation cannot: it comes out mirrored. The gradients change places as well: ' +
    'that of x in one call is that of w in the other. A kernel computes these two in different ways, so each is a test ' +
    'of the other, without any expected value.',
  provesLittle: 'where a signal is 0 or its own mirror image, which hides a flip',
  operators: ['conv'],
  dtypes: bothDtypes,
  run(implementation, operator, options) {
    const subject = subjectOf(implementation, operator);
    return overCases<GeneratedCase>(operator, options, {
      suit: fullConvolution,
      shown: (one) => one,
      judge: (one, findings) => judge(subject, one, findings),
    });
  },
};

async function judge(subject: Subject, one: GeneratedCase, findings: CheckFindings): Promise<void> {
  const { x: f, w: g } = one.inputs;
  const other = convolve(g!, f!, one);
  const fg = await answersOf(subject, one, findings);
  const gf = await answersOf(subject, other, findings);
  if (!fg || !gf) return;
  const [right, otherRight] = [rightFor(subject, one), rightFor(subject, other)];
  const due = answer(gf.outputs.y!, otherRight.outputs.y!);
  const law = 'f ∗ g is not g ∗ f, which is expected here, for x = f and w = g with flip and full padding';
  checkLaw('y', { got: fg.outputs.y!, right: right.outputs.y!, due, law }, findings);
  for (const [own, changed] of [
    ['x', 'w'],
    ['w', 'x'],
  ] as const)
    checkLaw(
      `gradient of ${own}`,
      {
        got: fg.gradients[own]!,
        right: right.gradients[own]!,
        due: answer(gf.gradients[changed]!, otherRight.gradients[changed]!),
        law: `it is not the gradient of ${changed} when x and w change places, which is expected here`,
      },
      findings,
    );
}
