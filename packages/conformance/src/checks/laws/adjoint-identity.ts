/**
 * The check `adjoint-identity`: backward is the transpose of forward.
 *
 *   ⟨dy, J v⟩ = ⟨Jᵀ dy, v⟩,   J v = f(x + v) − f(x)   where f is affine in x
 *
 * J v comes from forward alone, Jᵀ dy from backward alone. Nothing is differentiated and nothing is small: on integers both
 * sides are exact.
 *
 * Source: Claerbout, "Earth Soundings Analysis", the dot-product test.
 * @module
 */
import type { GeneratedCase } from '../../generated/case.ts';
import { isWeak, type Expected } from '../../runner/compare.ts';
import { precisions } from '../../tolerance/index.ts';
import { bothDtypes, type Check } from '../check.ts';
import type { CheckFindings } from '../check-findings.ts';
import { overPlainCases } from '../over-cases.ts';
import { answersOf, forwardOf, rightFor, subjectOf, type Subject } from '../subject.ts';
import {
  affineInputsOf,
  affineOperators,
  combinedTensor,
  direction,
  saysLittle,
  withInput,
} from './affine-inputs.ts';
import { answer, combined } from './answer.ts';

/** The check. */
export const adjointIdentity: Check = {
  id: 'adjoint-identity',
  title: 'backward is the transpose of forward: ⟨dy, J v⟩ = ⟨Jᵀ dy, v⟩',
  catches: 'a gradient that belongs to another forward pass: flipped, shifted, transposed, scaled, cropped',
  why:
    'Where an operator is affine in an input, forward itself gives the Jacobian times a direction v: f(x + v) − f(x). ' +
    'Backward gives the transposed Jacobian times dy. Whatever f is, the two inner products are the same number, and ' +
    'with random v and dy a wrong element of the gradient shows up in them. No expected value is involved, so a ' +
    'kernel cannot pass by agreeing with a wrong reference. Integers make both sides exact.',
  provesLittle:
    'where an input or the output gradient is 0 or everything has one element, or rounding could hide a difference',
  operators: affineOperators,
  dtypes: bothDtypes,
  run(implementation, operator, options) {
    const subject = subjectOf(implementation, operator);
    return overPlainCases(operator, options, {
      little(one) {
        const { outputs, gradients } = rightFor(subject, one);
        const wide = [...Object.values(outputs), ...Object.values(gradients)].some(({ values, bounds }) =>
          isWeak(values, bounds),
        );
        return saysLittle(one) ?? (wide ? 'rounding could hide a difference' : undefined);
      },
      judge: (one, findings) => judge(subject, one, findings),
    });
  },
};

async function judge(subject: Subject, one: GeneratedCase, findings: CheckFindings): Promise<void> {
  const at = await answersOf(subject, one, findings);
  if (!at) return;
  const right = rightFor(subject, one);
  for (const name of affineInputsOf(one)) {
    const v = direction(one, name);
    const moved = withInput(one, name, combinedTensor(1, one.inputs[name]!, 1, v));
    const ran = await forwardOf(subject, moved, findings);
    if (!ran) return;
    const dy = one.outputGrads.y!;
    const far = answer(ran.outputs.y!, rightFor(subject, moved).outputs.y!);
    const forward = inner(combined(1, far, -1, answer(at.outputs.y!, right.outputs.y!)), dy.data);
    const backward = inner(answer(at.gradients[name]!, right.gradients[name]!), v.data);
    if (!(Math.abs(forward.value - backward.value) <= forward.bound + backward.bound))
      findings.fail(
        `gradient of ${name}`,
        `does not belong to forward: with a direction v for ${name}, ⟨dy, f(${name} + v) − f(${name})⟩ = ` +
          `${forward.value} by forward and ⟨gradient of ${name}, v⟩ = ${backward.value} by backward`,
      );
  }
}

/** An inner product and what rounding can have done to it. */
function inner(a: Expected, b: ArrayLike<number>): { value: number; bound: number } {
  let [value, bound, size] = [0, 0, 0];
  a.values.forEach((own, i) => {
    value += own * b[i]!;
    bound += a.bounds[i]! * Math.abs(b[i]!);
    size += Math.abs(own * b[i]!);
  });
  return { value, bound: bound + 2 * a.values.length * precisions.float64.u * size };
}
