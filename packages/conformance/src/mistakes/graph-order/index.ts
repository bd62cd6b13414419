/**
 * The mistakes of computational graphs: of the order and the sums of the backward pass, and of the gates.
 *
 * @module
 */
import type { Mistake } from '../mistake.ts';
import { functionMistakes } from './function-mistakes.ts';
import { gateMistakes } from './gate-mistakes.ts';

export type { GraphBackward, GraphMistake } from './graph-mistake.ts';
export { graphMistakes } from './graph-mistakes.ts';

/** The mistakes of gates and of the functions between them, each of the operator that it names. */
export const gateAndFunctionMistakes: readonly Mistake[] = [...gateMistakes, ...functionMistakes];
