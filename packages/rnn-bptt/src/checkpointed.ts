/**
 * The same recurrences with gradient checkpointing: of T steps the forward pass keeps about √T states, and the backward pass
 * makes the trace of one segment after the other again. Memory O(√T), one forward pass more, the same gradients bit for bit.
 *
 * @module
 */
import type { Implementation } from '@gradspec/spec';
import { recurrentKernels } from './kernels.ts';
import { checkpoints } from './recurrence/keeping.ts';
import { version } from './version.ts';

/** `rnn-bptt` with checkpoints: rnn, lstm and gru. */
export const checkpointed: Implementation = {
  name: 'rnn-bptt-checkpointed',
  version,
  kernels: { ...recurrentKernels(checkpoints) },
};
export default checkpointed;
