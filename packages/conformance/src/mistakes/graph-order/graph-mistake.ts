/**
 * A mistake of the graph's backward pass: no operator has it, so it is a backward of its own over a run of right nodes.
 *
 * @module
 */
import type { GraphBackward } from '../../runner/run-graph.ts';
import type { Mistake } from '../mistake.ts';

/** One mistake of the backward pass. Its id begins with `graph/`. */
export interface GraphMistake extends Pick<Mistake, 'id' | 'name' | 'symptom' | 'why' | 'mend' | 'source'> {
  /** A backward pass with the mistake; what it remembers between calls is its own. */
  plant(): GraphBackward;
}
