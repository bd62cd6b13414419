/**
 * The twenty fresh mistakes: written after the catalogue and none of it, to see what the suite is worth against a slip that
 * nobody has thought of.
 *
 * @module
 */
import { convTranspose } from './conv-transpose.ts';
import { conv } from './conv.ts';
import type { FreshMistake } from './fresh-mistake.ts';
import { gru, lstm } from './gated.ts';
import { pools } from './pools.ts';
import { rnn } from './rnn.ts';
import { rows } from './rows.ts';

/** All of them. */
export const freshMistakes: readonly FreshMistake[] = [
  ...conv,
  ...convTranspose,
  ...pools,
  ...rows,
  ...rnn,
  ...lstm,
  ...gru,
];
