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
