/**
 * What an example of training is: nets with data, and the figures that they have to reach.
 *
 * Data is made by formulas from a seed. Integers, +, −, ×, ÷ and √ give the same bits on every machine; where a formula has
 * a sine, two engines may differ in its last bit.
 *
 * @module
 */
import type { Parameters } from '@gradspec/graph';
import type { FloatDtype, Implementation } from '@gradspec/spec';
import type { Course } from './reference-run.ts';

/** One net of an example and how it is trained. */
export interface Net extends Course {
  readonly name: string;
  /** How many steps it takes to reach its figure. */
  readonly steps: number;
}

/** What the numbers of an example are made from. */
export interface ExampleOptions {
  /** An integer from 0 to 2³² − 1: of the data and of the first parameters. */
  readonly seed: number;
  readonly dtype: FloatDtype;
}

/** A net that has been trained. */
export interface TrainedNet {
  readonly net: Net;
  /** The loss of every step, before its update. */
  readonly losses: readonly number[];
  readonly parameters: Parameters;
  /** What it was trained on, and what it is to be run on. */
  readonly implementations: readonly Implementation[];
}

/** A number that was reached, or not. */
export interface Figure {
  /** What and how much: `accuracy 98.4 % on 500 held-out digits`. */
  readonly text: string;
  /** `at least 97 %` */
  readonly target: string;
  readonly reached: boolean;
}

/** What the trained nets of an example come to. */
export interface Result {
  /** What can be seen, as lines. */
  readonly text: string;
  readonly figures: readonly Figure[];
}

/** An example. */
export interface Example {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** Its nets before training, in the order in which they are trained. */
  nets(options: ExampleOptions): readonly Net[];
  /** What they come to after it, in the same order. */
  result(trained: readonly TrainedNet[], options: ExampleOptions): Promise<Result>;
}
