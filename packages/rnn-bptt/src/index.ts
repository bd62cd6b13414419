/**
 * The implementation `rnn-bptt`: recurrences unrolled through time, with one sweep backwards.
 *
 * @module
 */
import type { Implementation } from '@gradspec/spec';
import { rnn } from './rnn.ts';

const version = '0.1.0';

/** The Elman recurrence by backpropagation through time, O(T), with every gradient, float32 and float64. */
export const rnnBptt: Implementation = { name: 'rnn-bptt', version, kernels: { rnn } };
export default rnnBptt;
