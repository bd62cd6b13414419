/**
 * Maxout: the maximum over P linear pieces, which a `linear` and a `reshape` make.
 *
 *   y[n, f] = max_p x[n, p, f]
 *
 * Source: Goodfellow et al. 2013; cs231n, "Neural Networks Part 1".
 * @module
 */
import type { NoAttributes, OneInput, OneOutput, OperatorSpec } from '../operator.ts';

/** The types of `maxout`: x[N,P,F] → y[N,F]. */
export interface Maxout {
  inputs: OneInput;
  attributes: NoAttributes;
  required: never;
  outputs: OneOutput;
}

/** The specification of `maxout`. */
export const maxout: OperatorSpec<Maxout> = {
  name: 'maxout',
  formula: 'y[n,f] = max_p x[n,p,f]',
  inputs: { x: { layout: 'N,P,F' } },
  outputs: { y: 'N,F' },
  attributes: {},
  policies: [
    { at: 'equal pieces', rule: 'the first takes the whole gradient', because: 'as in maxPool' },
    { at: 'NaN', rule: 'the first NaN is the maximum and takes the gradient', because: 'as in maxPool' },
  ],
  infer(question) {
    const { N, P, F } = question.sizes as Record<'N' | 'P' | 'F', number>;
    if (P < 1) question.fail('bad-shape', 'x', 'at least 1 piece (shape[1])', question.shape('x'));
    return { attributes: {}, outputs: { y: [N, F] } };
  },
};
