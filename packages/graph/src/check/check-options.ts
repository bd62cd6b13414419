/**
 * The options of a gradient check.
 *
 * @module
 */
import type { FloatTensor } from '@gradspec/spec';
import { GraphError } from '../graph-error.ts';
import type { Ref } from '../graph.ts';
import { nearestNames } from '../nearest-names.ts';

/** What can be chosen about a gradient check. */
export interface GradientCheckOptions {
  /**
   * Where backward starts, as for `backward`: `{ loss: 1 }`. By default a random gradient for every floating value that no
   * node reads.
   */
  readonly outputGrads?: Readonly<Record<Ref, FloatTensor>>;
  /** The most elements of one tensor that are compared, drawn at random (20). */
  readonly elements?: number;
  /** The seed of what is random, from 0 to 2³² − 1 (1). */
  readonly seed?: number;
}

/** Fills in the defaults; throws GraphError `bad-option` for what is no option or out of range. */
export function filledOptions(options: GradientCheckOptions) {
  const { outputGrads, elements = 20, seed = 1, ...others } = options;
  for (const name of Object.keys(others)) {
    const near = nearestNames(name, ['outputGrads', 'elements', 'seed']);
    throw badOption(name, `${name} is no option of gradientCheck${near}`);
  }
  if (!Number.isSafeInteger(elements) || elements < 1)
    throw badOption('elements', `elements expected an integer of at least 1, got ${String(elements)}`);
  if (seed >>> 0 !== seed)
    throw badOption('seed', `seed expected an integer from 0 to 2³² − 1, got ${String(seed)}`);
  return { outputGrads, elements, seed };
}

const badOption = (name: string, message: string) => new GraphError('bad-option', [name], message);
