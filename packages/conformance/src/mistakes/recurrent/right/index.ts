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

/** What a kernel has in place of the right formulas and rules. */
interface Replaced {
  readonly operator: Recurrence;
  readonly formulas: object;
  readonly rules: Partial<TimeRules>;
}

const replaced = new WeakMap<AnyKernel, Replaced>();

const remembered = (kernel: AnyKernel, what: Replaced): AnyKernel => {
  replaced.set(kernel, what);
  return kernel;
};

/** `rnn` with some formulas or rules of a mistake, the others right. */
export const rnnWith = (formulas: Partial<RnnFormulas>, rules: Partial<TimeRules> = {}): AnyKernel =>
  remembered(
    recurrentKernel('rnn', ({ activation }) => rnnCell({ ...rnnFormulas, ...formulas }, activation!), {
      ...timeRules,
      ...rules,
    }),
    { operator: 'rnn', formulas, rules },
  );

/** `lstm` with some formulas or rules of a mistake, the others right. */
export const lstmWith = (formulas: Partial<LstmFormulas>, rules: Partial<TimeRules> = {}): AnyKernel =>
  remembered(
    recurrentKernel('lstm', () => lstmCell({ ...lstmFormulas, ...formulas }), { ...timeRules, ...rules }),
    { operator: 'lstm', formulas, rules },
  );

/** `gru` with some formulas or rules of a mistake, the others right. */
export const gruWith = (formulas: Partial<GruFormulas>, rules: Partial<TimeRules> = {}): AnyKernel =>
  remembered(
    recurrentKernel('gru', ({ resetAfter }) => gruCell({ ...gruFormulas, ...formulas }, resetAfter!), {
      ...timeRules,
      ...rules,
    }),
    { operator: 'gru', formulas, rules },
  );

/** Whether a kernel was made here, whatever kernel its mistake was planted into. */
export const isMadeAnew = (kernel: AnyKernel): boolean => replaced.has(kernel);

const makers = { rnn: rnnWith, lstm: lstmWith, gru: gruWith };

/** A kernel with the mistakes of two that were made here; undefined where one was not, or both replace the same formula. */
export function mergedRecurrence(one: AnyKernel, other: AnyKernel): AnyKernel | undefined {
  const [a, b] = [replaced.get(one), replaced.get(other)];
  if (!a || !b || a.operator !== b.operator) return undefined;
  const twice = [...Object.keys(a.formulas), ...Object.keys(a.rules)].some(
    (name) => name in b.formulas || name in b.rules,
  );
  if (twice) return undefined;
  return makers[a.operator]({ ...a.formulas, ...b.formulas }, { ...a.rules, ...b.rules });
}

/** The kernel of one of the three with rules of a mistake. */
export function withRules(operator: Recurrence, rules: Partial<TimeRules>): AnyKernel {
  return makers[operator]({}, rules);
}

export type { Recurrence } from './time-rules.ts';

/** The three without a mistake. */
export const rightKernels: Readonly<Record<Recurrence, AnyKernel>> = {
  rnn: rnnWith({}),
  lstm: lstmWith({}),
  gru: gruWith({}),
};
