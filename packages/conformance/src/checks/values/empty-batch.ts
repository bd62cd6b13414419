/**
 * The check `empty-batch`: no samples are a batch, too.
 *
 * @module
 */
import type { Shape } from '@gradspec/spec';
import { makeCase, type GeneratedCase } from '../../generated/case.ts';
import type { Recipe } from '../../generated/recipe.ts';
import { bothDtypes, type Check } from '../check.ts';
import { withSize } from '../cut.ts';
import { overCases } from '../over-cases.ts';
import { rightFor, subjectOf } from '../subject.ts';
import { batchAxis, batchedOperators } from './batch-axis.ts';
import { compareAnswers } from './compared-answers.ts';

/** The check. */
export const emptyBatch: Check = {
  id: 'empty-batch',
  title: 'a batch of no samples gives empty outputs, and weights a gradient of 0',
  catches:
    'a crash or NaN on the last, empty part of a data set; a division by N; weights without a gradient',
  why:
    'Data is split and filtered, and sometimes nothing is left of a part. The mathematics has an answer: the output has ' +
    'no sample, and a sum over no samples is 0, so the gradient of the weights is there, in its shape, and 0 ' +
    'everywhere. A training loop then needs no special case.',
  provesLittle: 'where the tensors have no axis that counts samples',
  operators: batchedOperators,
  dtypes: bothDtypes,
  run(implementation, operator, options) {
    const subject = subjectOf(implementation, operator);
    return overCases<GeneratedCase>(operator, options, {
      suit: emptied,
      shown: (one) => one,
      judge: (one, findings) =>
        compareAnswers(subject, one, rightFor(subject, one), findings, ': the batch is empty'),
    });
  },
};

function emptied(recipe: Recipe): GeneratedCase | string {
  const { call } = recipe;
  const axes = Object.entries(call.shapes).map(([name, shape]) =>
    batchAxis(call.operator, name, shape.length),
  );
  if (axes.every((axis) => axis === undefined)) return 'the tensors have no axis that counts samples';
  const shapes = Object.entries(call.shapes).map(([name, shape], i): [string, Shape] => {
    const axis = axes[i];
    return [name, axis === undefined ? shape : withSize(shape, axis, 0)];
  });
  return makeCase({ ...recipe, call: { ...call, shapes: Object.fromEntries(shapes) } });
}
