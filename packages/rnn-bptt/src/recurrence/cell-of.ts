/**
 * The cells by the names of their operators.
 *
 * @module
 */
import { gruCell } from '../cells/gru.ts';
import { lstmCell } from '../cells/lstm.ts';
import { rnnCell } from '../cells/rnn.ts';
import type { Recurrent } from './call.ts';
import type { Cell } from './cell.ts';

/** The cell of each recurrence. */
export const cellOf: { readonly [Op in Recurrent]: Cell } = { rnn: rnnCell, lstm: lstmCell, gru: gruCell };
