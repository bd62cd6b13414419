/**
 * The check `derivative-identity`: the difference of a convolution is the convolution with a difference.
 *
 *   (f ∗ g)′ = f′ ∗ g = f ∗ g′,   f′ = f ∗ [1, −1], an element longer than f
 *
 * @module
 */
import type { GeneratedCase } from '../../generated/case.ts';
import type { Expected } from '../../runner/compare.ts';
import { bothDtypes, type Check } from '../check.ts';
import type { CheckFindings } from '../check-findings.ts';
import { overCases } from '../over-cases.ts';
import { forwardOf, rightFor, subjectOf, type Subject } from '../subject.ts';
import { checkLaw } from './answer.ts';
import { alongLast, convolve, difference, fullConvolution } from './convolution-call.ts';

/** The check. */
export const derivativeIdentity: Check = {
  id: 'derivative-identity',
  title: '(f ∗ g)′ = f′ ∗ g = f ∗ g′, with differences for derivatives',
  catches:
    'borders that are cut or wrapped around, an index off by one in x or in w, padding of the wrong value',
  why:
    'Taking the difference is itself a convolution, with [1, −1], so it can be done before or after, to f or to g. The ' +
    'three calls have different sizes: x is longer in one and w in another, so their borders, tiles and transforms fall ' +
    'elsewhere. What is wrong at an edge is wrong at different places, and the three no longer agree.',
  provesLittle: 'where a signal is 0 or its own mirror image',
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
  const alone = { ...one, outputGrads: {} };
  const ran = await forwardOf(subject, one, findings);
  if (!ran) return;
  const y = ran.outputs.y!;
  const { bounds } = rightFor(subject, one).outputs.y!;
  const due: Expected = {
    ...alongLast(y.shape, y.data, (here, before) => here - before),
    bounds: alongLast(y.shape, bounds, (here, before) => here + before).values,
  };
  const calls = [
    ['f′ ∗ g', convolve(difference(f!), g!, alone)],
    ['f ∗ g′', convolve(f!, difference(g!), alone)],
  ] as const;
  for (const [what, call] of calls) {
    const other = await forwardOf(subject, call, findings);
    if (!other) return;
    const law = `${what} is not (f ∗ g)′, which is expected here, for x = f and w = g with flip and full padding`;
    checkLaw(what, { got: other.outputs.y!, right: rightFor(subject, call).outputs.y!, due, law }, findings);
  }
}
