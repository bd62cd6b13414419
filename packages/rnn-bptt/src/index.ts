/**
 * The implementation `rnn-bptt`: recurrences unrolled through time, with one sweep backwards.
 *
 * @module
 */
import type { Implementation } from '@gradspec/spec';
import { recurrentKernels } from './kernels.ts';
import { wholeTrace } from './recurrence/keeping.ts';
import { version } from './version.ts';

export { gradientNorms, type GradientNorms } from './gradient-norms.ts';
export { stream, type Stream, type StreamState, type StreamWeights } from './stream.ts';
export { truncatedBptt, type Layer, type TruncatedRun, type Truncation } from './truncated-bptt.ts';

/** rnn, lstm and gru by backpropagation through time, with every gradient, float32 and float64. */
export const rnnBptt: Implementation = {
  name: 'rnn-bptt',
  version,
  kernels: { ...recurrentKernels(wholeTrace) },
};
export default rnnBptt;
