/**
 * The results of the recurrences, as the mistakes name those that they spoil.
 *
 * @module
 */
import type { Recurrence } from './right/time-rules.ts';

const outputs = { rnn: ['h', 'hT'], lstm: ['h', 'c', 'hT', 'cT'], gru: ['h', 'hT'] } as const;
const own = { rnn: [], lstm: ['dc0'], gru: ['dbh'] } as const;

/** The gradients of the parameters. */
export const weightGradients = (operator: Recurrence): readonly string[] => [
  ...['dwx', 'dwh', 'db'],
  ...(operator === 'gru' ? ['dbh'] : []),
];
/** All gradients. */
export const gradients = (operator: Recurrence): readonly string[] => [
  ...['dx', 'dwx', 'dwh', 'db', 'dh0'],
  ...own[operator],
];
/** Outputs and gradients. */
export const everything = (operator: Recurrence): readonly string[] => [
  ...outputs[operator],
  ...gradients(operator),
];
/** Everything but the last states: those of which every output is right in another order. */
export const everythingButLast = (operator: Recurrence): readonly string[] =>
  everything(operator).filter((name) => !name.endsWith('T'));
