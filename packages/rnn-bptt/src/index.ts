/**
 * The implementation `rnn-bptt`: recurrences unrolled through time, with one sweep backwards; and conv as one of them.
 *
 * @module
 */
import type { Implementation } from '@gradspec/spec';
import { conv } from './conv.ts';
import { recurrentKernels } from './kernels.ts';
import { wholeTrace } from './recurrence/keeping.ts';
import { version } from './version.ts';

export { convRecurrence, type ConvRecurrence, type ConvRecurrenceInputs } from './conv-recurrence.ts';
export { readLine, type DelayLine } from './delay-line/line.ts';
export { gradientNorms, type GradientNorms } from './gradient-norms.ts';
export { stream, type Stream, type StreamState, type StreamWeights } from './stream.ts';
export { truncatedBptt, type Layer, type TruncatedRun, type Truncation } from './truncated-bptt.ts';

/** conv, rnn, lstm and gru by backpropagation through time, with every gradient, float32 and float64. */
export const rnnBptt: Implementation = {
  name: 'rnn-bptt',
  version,
  kernels: { conv, ...recurrentKernels(wholeTrace) },
};
export default rnnBptt;
