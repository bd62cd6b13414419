/**
 * The three recurrences as mistakes are planted into them: `rnn`, `lstm` and `gru` of a table of formulas and one of rules.
 *
 * @module
 */
import type { AnyKernel } from '../../../runner/any-kernel.ts';
import { gruCell, gruFormulas, type GruFormulas } from './gru-cell.ts';
import { lstmCell, lstmFormulas, type LstmFormulas } from './lstm-cell.ts';
import { rnnCell, rnnFormulas, type RnnFormulas } from './rnn-cell.ts';
import { recurrentKernel } from './recurrent-kernel.ts';
import { timeRules, type Recurrence, type TimeRules } from './time-rules.ts';

/** `rnn` with some formulas or rules of a mistake, the others right. */
export const rnnWith = (formulas: Partial<RnnFormulas>, rules: Partial<TimeRules> = {}): AnyKernel =>
  recurrentKernel('rnn', ({ activation }) => rnnCell({ ...rnnFormulas, ...formulas }, activation!), {
    ...timeRules,
    ...rules,
  });

/** `lstm` with some formulas or rules of a mistake, the others right. */
export const lstmWith = (formulas: Partial<LstmFormulas>, rules: Partial<TimeRules> = {}): AnyKernel =>
  recurrentKernel('lstm', () => lstmCell({ ...lstmFormulas, ...formulas }), { ...timeRules, ...rules });

/** `gru` with some formulas or rules of a mistake, the others right. */
export const gruWith = (formulas: Partial<GruFormulas>, rules: Partial<TimeRules> = {}): AnyKernel =>
  recurrentKernel('gru', ({ resetAfter }) => gruCell({ ...gruFormulas, ...formulas }, resetAfter!), {
    ...timeRules,
    ...rules,
  });

/** The kernel of one of the three with rules of a mistake. */
export function withRules(operator: Recurrence, rules: Partial<TimeRules>): AnyKernel {
  return { rnn: rnnWith, lstm: lstmWith, gru: gruWith }[operator]({}, rules);
}

export type { Recurrence } from './time-rules.ts';

/** The three without a mistake. */
export const rightKernels: Readonly<Record<Recurrence, AnyKernel>> = {
  rnn: rnnWith({}),
  lstm: lstmWith({}),
  gru: gruWith({}),
};
