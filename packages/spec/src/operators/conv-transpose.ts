/**
 * Transposed convolution: the adjoint of conv, which is also conv's input gradient.
 *
 *   y[n, g·MG + m, i·s − p₀ + k·d] = b[g·MG + m] + Σ_{c, i, k} x[n, g·CG + c, i] · w[g·CG + c, m, k]
 *   O = (S − 1)·s − p₀ − p₁ + d(K − 1) + 1 + outputPadding
 *
 * Every x is spread over the outputs its window reaches; what falls outside the output is cut off. `flip` reverses the
 * kernel as it does in conv, so that the two stay each other's adjoints.
 *
 * Source: ONNX ConvTranspose-22; attribute names from torch.nn.ConvTranspose2d.
 * @module
 */
import { integers } from '../attributes.ts';
import type { OneOutput, OperatorSpec } from '../operator.ts';
import type { FloatTensor } from '../tensor.ts';
import { span } from '../windows.ts';
import {
  absentPadding,
  checkKernelAxes,
  convAttributeTexts,
  readConvAttributes,
  type ConvAttributes,
} from './conv.ts';

/** The types of `convTranspose`: x[N,C,…S], w[C,M/g,…K], b?[M] → y[N,M,…O]. */
export interface ConvTranspose {
  inputs: { x: FloatTensor; w: FloatTensor; b?: FloatTensor };
  attributes: ConvAttributes & { outputPadding: readonly number[] };
  required: never;
  outputs: OneOutput;
}

/** The specification of `convTranspose`. */
export const convTranspose: OperatorSpec<ConvTranspose> = {
  name: 'convTranspose',
  formula: 'y[n, m, i·s − p₀ + k·d] = b[m] + Σ_{c,i,k} x[n,c,i] · w[c,m,k]',
  inputs: { x: { layout: 'N,C,...S' }, w: { layout: 'C,MG,...K' }, b: { layout: 'M', optional: true } },
  outputs: { y: 'N,M,...O' },
  attributes: {
    ...convAttributeTexts,
    outputPadding:
      'extra size at the end of each axis, below the stride: which of conv’s inputs of one output size is meant (0)',
  },
  policies: [
    {
      at: 'outputs that no window reaches (a stride beyond the kernel, outputPadding)',
      rule: 'they are b, or 0 without it',
      because: 'a sum over nothing is 0',
    },
    absentPadding,
  ],
  infer(question) {
    const { C, MG, N, M: MB } = question.sizes as { C: number; MG: number; N: number; M?: number };
    const S = question.axes.S!;
    const K = question.axes.K!;
    checkKernelAxes(question);
    const { stride, padding, dilation, groups, flip } = readConvAttributes(question, S.length);
    const outputPadding = integers(question, 'outputPadding', {
      count: S.length,
      least: 0,
      standard: new Array<number>(S.length).fill(0),
    });
    for (let axis = 0; axis < S.length; axis++)
      if (outputPadding[axis]! >= stride[axis]!)
        question.fail(
          'bad-attribute',
          'outputPadding',
          `entries below the stride ${stride[axis]} along spatial axis ${axis}`,
          outputPadding,
        );
    if (C % groups !== 0) question.fail('bad-groups', 'groups', `a divisor of C = ${C}`, groups);
    const M = MG * groups;
    if (MB !== undefined && MB !== M)
      question.fail(
        'bad-shape',
        'b',
        `shape[0] = ${M} (shape[1] of w times groups = ${MG} · ${groups})`,
        question.shape('b'),
      );
    const y = [N, M];
    for (let axis = 0; axis < S.length; axis++) {
      const size = S[axis]!;
      const [before, after] = padding[axis]!;
      const reach = (size - 1) * stride[axis]! + span(K[axis]!, dilation[axis]!) + outputPadding[axis]!;
      if (size < 1)
        question.fail(
          'bad-shape',
          'x',
          `a size of at least 1 along spatial axis ${axis}`,
          question.shape('x'),
        );
      if (reach - before - after < 1)
        question.fail(
          'bad-attribute',
          'padding',
          `at most ${reach - 1} in all along spatial axis ${axis}`,
          padding[axis],
        );
      y.push(reach - before - after);
    }
    return { attributes: { stride, padding, dilation, groups, flip, outputPadding }, outputs: { y } };
  },
};
