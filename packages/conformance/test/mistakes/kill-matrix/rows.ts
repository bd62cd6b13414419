/**
 * Rows of a kill matrix made by hand.
 *
 * @module
 */
import type { Row } from '../../../src/mistakes/kill-matrix/matrix.ts';
import { plantings } from '../../../src/mistakes/kill-matrix/planting.ts';

const kill = (by: string, place: number) => ({ by, after: place + 1, milliseconds: 1.25 * (place + 1) });

/** The row of a mistake in an implementation that these find, the first first. */
export function row(
  id: string,
  implementation: string,
  found: { vectors?: readonly string[]; cases?: readonly number[]; checks?: readonly string[] },
): Row {
  const { vectors = [], cases = [], checks = [] } = found;
  return {
    planting: plantings.find((one) => one.id === id)!,
    implementation,
    kills: {
      vectors: vectors.map(kill),
      generated: cases.map((index) => ({ ...kill(`case ${index}`, index), milliseconds: 7 })),
      checks: checks.map(kill),
    },
  };
}
