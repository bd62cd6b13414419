/**
 * The check `exact-integers`: where all numbers are small integers, the answer is one, and there is no tolerance at all.
 *
 *   every partial sum is below 2^24 (float32) or 2^53 (float64), so no order of summation rounds
 *
 * A kernel that promises the bound of a transform may be off by less than ½: its answers are rounded first.
 *
 * Source: oneDNN's benchdnn, which fills with integers for this reason.
 * @module
 */
import { tensor, type OperatorName, type Tensor } from '@gradspec/spec';
import type { GeneratedCase } from '../../generated/case.ts';
import { dueAtKinks } from '../../generated/kink-choices.ts';
import type { Tensors } from '../../runner/any-kernel.ts';
import type { Expected } from '../../runner/compare.ts';
import { bothDtypes, type Check } from '../check.ts';
import type { CheckFindings } from '../check-findings.ts';
import { overPlainCases } from '../over-cases.ts';
import { backwardOf, forwardOf, rightFor, subjectOf, type Subject } from '../subject.ts';

/** The operators that take integers to integers, in some call at least. */
const ofIntegers: readonly OperatorName[] = [
  ...([
    'conv',
    'convTranspose',
    'maxPool',
    'avgPool',
    'linear',
    'add',
    'multiply',
    'maximum',
    'scale',
  ] as const),
  ...(['addConstant', 'relu', 'maxout', 'reshape', 'concat', 'slice', 'sum', 'hingeLoss'] as const),
  ...(['meanSquaredError', 'sumOfSquares', 'rnn'] as const),
];

/** The check. */
export const exactIntegers: Check = {
  id: 'exact-integers',
  title: 'small integers give the exact integer, without any tolerance',
  catches:
    'a single product lost, doubled or misplaced, however small its share; sums kept in too few digits',
  why:
    'Small integers and their sums are floating-point numbers, so nothing is rounded in whatever order they are added. ' +
    'A right kernel returns the very number; any difference is at least 1 and is a mistake. No tolerance has to be ' +
    'argued about, and none can hide one wrong product among thousands.',
  provesLittle:
    'where the definition itself rounds (a mean over 3), a result is 0 everywhere, or a transform’s bound is ½',
  operators: ofIntegers,
  dtypes: bothDtypes,
  run(implementation, operator, options) {
    const subject = subjectOf(implementation, operator);
    return overPlainCases(operator, options, {
      little: (one) => littleOf(subject, one),
      judge: (one, findings) => judge(subject, one, findings),
    });
  },
};

function littleOf(subject: Subject, one: GeneratedCase): string | undefined {
  const direct = rightFor({ ...subject, bound: 'direct' }, one);
  const right = rightFor(subject, one);
  const all = [...Object.values(right.outputs), ...Object.values(right.gradients)];
  const exact = [...Object.values(direct.outputs), ...Object.values(direct.gradients)];
  if (exact.some(({ bounds, values }) => bounds.some((bound) => bound > 0) || !values.every(isWhole)))
    return 'the definition rounds';
  if (all.some(({ bounds }) => bounds.some((bound) => !(bound < 0.5))))
    return 'the bound of the transform is ½ or more';
  return Object.values(right.outputs).every(({ values }) => values.every((value) => value === 0))
    ? 'the output is 0 everywhere'
    : undefined;
}

/** NaN is what stands past the end of a sequence. */
const isWhole = (value: number): boolean => Number.isInteger(value) || Number.isNaN(value);

async function judge(subject: Subject, one: GeneratedCase, findings: CheckFindings): Promise<void> {
  const right = rightFor(subject, one);
  const ran = await forwardOf(subject, one, findings);
  if (!ran) return;
  const law = ': every number of the call is a small integer, so these are due exactly';
  const compare = (what: string, got: Tensor, { shape, values }: Expected) =>
    findings.check(what, got, { shape, values, bounds: values.map(() => 0) }, law);
  const whole = wholeNumbers(subject);
  for (const [name, own] of Object.entries(right.outputs)) compare(name, whole(ran.outputs, name), own);
  const gradients = await backwardOf(subject, one, ran, findings);
  if (!gradients) return;
  const due = dueAtKinks(one, right.gradients, gradients);
  findings.remark(due.note);
  for (const [name, own] of Object.entries(due.gradients))
    compare(`gradient of ${name}`, whole(gradients, name), own);
}

/** What is compared: as it came, or rounded where a transform is promised. */
function wholeNumbers({ bound }: Subject): (tensors: Tensors, name: string) => Tensor {
  return (tensors, name) => {
    const { dtype, shape, data } = tensors[name]!;
    return bound === 'direct' ? tensors[name]! : tensor(dtype, shape, Array.from(data, Math.round));
  };
}
