/**
 * The calls that PyTorch's functions cannot do.
 *
 * @module
 */
import type { Call, OperatorName, Outputs } from '@gradspec/spec';
import { notImplemented } from '../not-implemented.ts';

/**
 * Lets a call through if PyTorch has it.
 *
 * @throws SpecError `not-implemented` naming what it lacks.
 */
export function checkPytorch(call: Call<OperatorName>, outputGrads: Outputs<OperatorName> | undefined): void {
  const { operator } = call;
  if (operator === 'avgPool') {
    const { padding, kernel } = (call as Call<'avgPool'>).attributes;
    if (padding.some(([before, after], axis) => before !== after || 2 * before > kernel[axis]!))
      notImplemented({
        operator,
        argument: 'padding',
        expected: 'as much before as after, at most half the kernel',
        got: padding,
      });
  }
  if (operator === 'rnn' && (call as Call<'rnn'>).attributes.activation === 'identity')
    notImplemented({ operator, argument: 'activation', expected: 'tanh or relu', got: 'identity' });
  if (operator === 'gru' && !(call as Call<'gru'>).attributes.resetAfter)
    notImplemented({ operator, argument: 'resetAfter', expected: 'true', got: false });
  if (
    operator === 'lstm' &&
    (outputGrads as Outputs<'lstm'> | undefined)?.c.data.some((value) => value !== 0)
  )
    notImplemented({
      operator,
      argument: 'output gradient of c',
      expected: 'zeros (torch.lstm returns no states c but the last)',
      got: 'other values',
    });
}
