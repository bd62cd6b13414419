/**
 * Mistakes that any kernel can have, whatever it computes: with memory, and with the contract of a call.
 *
 * @module
 */
import type { OperatorName } from '@gradspec/spec';
import type { Mistake } from '../mistake.ts';
import { callMistakes } from './call-mistakes.ts';
import { memoryMistakes } from './memory-mistakes.ts';

/** The mistakes of hygiene, planted into one operator; those that it cannot make are not among them. */
export const hygieneMistakes = (operator: OperatorName): readonly Mistake[] => [
  ...memoryMistakes(operator),
  ...callMistakes(operator),
];

const shownByForward: readonly string[] = [
  'changes-its-inputs',
  'results-in-an-arena',
  'results-in-kept-buffers',
  'computed-in-single-precision',
  'returns-float32',
];

/** Whether a mistake of hygiene, as `saved-is-freed`, is in backward only. */
export const needsBackward = (kind: string): boolean => !shownByForward.includes(kind);
