/**
 * The check `batch-independence`: a batch is what its samples are one by one.
 *
 *   y[n] = f(x[n]),   dx[n] from dy[n] alone,   dw = Σ_n dw(x[n], dy[n])
 *
 * @module
 */
import type { Tensor } from '@gradspec/spec';
import { makeCase, type GeneratedCase } from '../../generated/case.ts';
import type { Recipe } from '../../generated/recipe.ts';
import { outputShapesOf } from '../../generated/shaped-call.ts';
import type { Expected } from '../../runner/compare.ts';
import { answer, checkLaw, combined } from '../laws/answer.ts';
import { bothDtypes, type Check } from '../check.ts';
import type { CheckFindings } from '../check-findings.ts';
import { cut, positionsOf } from '../cut.ts';
import { overCases } from '../over-cases.ts';
import { answersOf, rightFor, subjectOf, type Subject } from '../subject.ts';
import { batchAxis, batchedOperators } from './batch-axis.ts';

/** The check. */
export const batchIndependence: Check = {
  id: 'batch-independence',
  title: 'a batch is what its samples are one by one',
  catches:
    'samples that leak into each other, only the first one right, weights’ gradients of the last sample or a mean',
  why:
    'Samples have nothing to do with each other: the output and input gradient of one depend on it alone, and the ' +
    'gradient of the weights is the sum over all of them, not a mean, which is the loss’s business. Each sample is run ' +
    'alone and compared with its part of the batch. With one sample in the batch, which is what people test with, all ' +
    'of these mistakes are invisible.',
  provesLittle: 'where the batch has one sample',
  operators: batchedOperators,
  dtypes: bothDtypes,
  run(implementation, operator, options) {
    const subject = subjectOf(implementation, operator);
    return overCases<GeneratedCase>(operator, options, {
      suit: severalSamples,
      shown: (one) => one,
      judge: (one, findings) => judge(subject, one, findings),
    });
  },
};

/** How many samples a call has; undefined where nothing counts them. */
function samplesOf({ operator, shapes }: Recipe['call']): number | undefined {
  const [name, shape] = Object.entries(shapes)[0]!;
  const axis = batchAxis(operator, name, shape.length);
  return axis === undefined ? undefined : shape[axis];
}

function severalSamples(recipe: Recipe): GeneratedCase | string {
  const N = samplesOf(recipe.call) ?? 1;
  return N > 1 ? makeCase(recipe) : 'the batch has one sample';
}

/** One sample of a case, as a batch of one. */
function sample(one: GeneratedCase, n: number): GeneratedCase {
  const part = <T extends Tensor>(tensors: Readonly<Record<string, T>>) =>
    Object.fromEntries(
      Object.entries(tensors).map(([name, given]) => {
        const axis = batchAxis(one.operator, name, given.shape.length);
        return [name, axis === undefined ? given : cut(given, axis, n, 1)];
      }),
    );
  const inputs = part(one.inputs);
  const shapes = Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, shape]));
  return { ...one, shapes, inputs, outputGrads: part(one.outputGrads) };
}

async function judge(subject: Subject, one: GeneratedCase, findings: CheckFindings): Promise<void> {
  const whole = await answersOf(subject, one, findings);
  if (!whole) return;
  const right = rightFor(subject, one);
  const sums = new Map<string, Expected>();
  for (let n = 0; n < samplesOf(one)!; n++) {
    const alone = sample(one, n);
    const got = await answersOf(subject, alone, findings);
    if (!got) return;
    const own = rightFor(subject, alone);
    const law = `sample ${n} alone gives other numbers than in the batch; those it has alone are expected here`;
    const compare = (what: string, name: string, all: readonly [Tensor, Expected], single: Expected) => {
      const axis = batchAxis(one.operator, name, all[0].shape.length);
      if (axis === undefined) return;
      const bounds = positionsOf(all[0].shape, axis, n, 1).map((position) => all[1].bounds[position]!);
      checkLaw(what, { got: cut(all[0], axis, n, 1), right: { bounds }, due: single, law }, findings);
    };
    for (const name of Object.keys(outputShapesOf(one)))
      compare(
        name,
        name,
        [whole.outputs[name]!, right.outputs[name]!],
        answer(got.outputs[name]!, own.outputs[name]!),
      );
    for (const [name, gradient] of Object.entries(right.gradients)) {
      const single = answer(got.gradients[name]!, own.gradients[name]!);
      compare(`gradient of ${name}`, name, [whole.gradients[name]!, gradient], single);
      const before = sums.get(name);
      sums.set(name, before ? combined(1, before, 1, single) : single);
    }
    if (findings.failed) return;
  }
  for (const [name, due] of sums) {
    const got = whole.gradients[name]!;
    if (batchAxis(one.operator, name, got.shape.length) !== undefined) continue;
    const law = 'it is not the sum of what the samples give alone, which is expected here';
    checkLaw(`gradient of ${name}`, { got, right: right.gradients[name]!, due, law }, findings);
  }
}
