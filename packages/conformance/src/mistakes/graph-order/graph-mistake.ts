/**
 * A mistake of the graph's backward pass: no operator has it, so it is a backward of its own over a run of right nodes.
 *
 * @module
 */
import type { backward } from '@gradspec/graph';
import type { FloatTensor } from '@gradspec/spec';
import type { Mistake } from '../mistake.ts';

/** The backward pass as packages/graph has it: the gradient of every floating value, from seeds. */
export type GraphBackward = (
  run: Parameters<typeof backward>[0],
  outputGrads: Readonly<Record<string, FloatTensor>>,
) => ReturnType<typeof backward>;

/** One mistake of the backward pass. Its id begins with `graph/`. */
export interface GraphMistake extends Pick<Mistake, 'id' | 'name' | 'symptom' | 'why' | 'mend' | 'source'> {
  /** A backward pass with the mistake; what it remembers between calls is its own. */
  plant(): GraphBackward;
}
