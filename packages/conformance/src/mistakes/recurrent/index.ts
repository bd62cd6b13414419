/**
 * The mistakes of the recurrences: in the walk through time, with lengths and direction, and in each cell.
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { gruBackwardMistakes } from './gru-backward-mistakes.ts';
import { gruForwardMistakes } from './gru-forward-mistakes.ts';
import { lstmGateMistakes } from './lstm-gate-mistakes.ts';
import { lstmStateMistakes } from './lstm-state-mistakes.ts';
import { everything } from './results.ts';
import type { Recurrence } from './right/time-rules.ts';
import { rnnMistakes } from './rnn-mistakes.ts';
import { sequenceMistakes } from './sequence-mistakes.ts';
import { notes } from './sources.ts';
import { whTransposed } from './stacked-gates.ts';
import { timeMistakes } from './time-mistakes.ts';
import { variedCall } from './varied-call.ts';

export { equivalentInRecurrences, type Equivalent } from './equivalent.ts';

const whTransposedIn = (operator: Recurrence): Mistake => ({
  id: `${operator}/wh-transposed`,
  operator,
  name: { en: 'the recurrent product is with whᵀ', ko: '순환 곱에 wh 대신 whᵀ를 씀' },
  symptom: 'shapes fit, as wh is square; right while the state is 0, or where wh is symmetric',
  why: 'texts with rows as vectors write h·W, those with columns W·h',
  mend: 'compute wh·h₋₁: row j of wh makes unit j',
  source: notes,
  wrong: everything(operator),
  plant: (right) => variedCall(operator, right, whTransposed),
});

const inAnyRecurrence = (operator: Recurrence): readonly Mistake[] => [
  ...timeMistakes(operator),
  ...sequenceMistakes(operator),
  whTransposedIn(operator),
];

/** The mistakes of rnn, lstm and gru. */
export const recurrentMistakes: readonly Mistake[] = [
  ...inAnyRecurrence('rnn'),
  ...rnnMistakes,
  ...inAnyRecurrence('lstm'),
  ...lstmGateMistakes,
  ...lstmStateMistakes,
  ...inAnyRecurrence('gru'),
  ...gruForwardMistakes,
  ...gruBackwardMistakes,
];
