/**
 * How long the commands measure.
 *
 * @module
 */
import type { Pacing } from './rounds.ts';

/** About a second per contestant and row. */
export const full: Pacing = {
  budget: 1,
  warmUp: 0.3,
  sampleSeconds: 0.01,
  least: 5,
  most: 100,
  longest: 3,
};

/** A first look. */
export const quick: Pacing = {
  budget: 0.08,
  warmUp: 0.06,
  sampleSeconds: 0.005,
  least: 5,
  most: 50,
  longest: 0.1,
};
