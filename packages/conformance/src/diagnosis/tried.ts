/**
 * Trials with what an implementation answered and what was due.
 *
 * @module
 */
import type { Implementation } from '@gradspec/spec';
import { anyKernelOf } from '../runner/any-kernel.ts';
import { agree, resultsOf, rightResults, roundings, type Results } from './results.ts';
import type { Trial } from './trials.ts';

/** A trial with what came and what was due. */
export interface Tried {
  readonly trial: Trial;
  readonly got: Results;
  readonly due: Results;
  /** How far apart results are, relative to the largest element, that differ in their rounding only. */
  readonly rounding: number;
}

/** Runs an implementation on trials of one operator; those on which it throws are left out. */
export async function tryOut(
  implementation: Implementation,
  trials: readonly Trial[],
  rounding: number = roundings.double,
): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const trial of trials) {
    const kernel = anyKernelOf(implementation, trial.operator);
    const got = kernel ? await resultsOf(kernel, trial) : {};
    if (Object.keys(got).length === 0) continue;
    const single = Object.values(got).some(({ dtype }) => dtype === 'float32');
    tried.push({
      trial,
      got,
      due: await rightResults(trial),
      rounding: single ? roundings.single : rounding,
    });
  }
  return tried;
}

/** How many results that are right in float32 only make it likely that float32 is what was computed with. */
const mostlySingle = 3;

/** How an implementation rounds: as float32 where most of its results that are not zero are right as such, and not as float64. */
export function roundingOf(tried: readonly Tried[]): number {
  let [double, single] = [0, 0];
  for (const { got, due } of tried)
    for (const [name, one] of Object.entries(got))
      if (one.data.some((value) => value !== 0)) {
        if (agree(one, due[name])) double += 1;
        else if (agree(one, due[name], roundings.single)) single += 1;
      }
  return single > mostlySingle * double ? roundings.single : roundings.double;
}

/** The same as if the implementation had computed with float32. */
export const inSinglePrecision = (tried: readonly Tried[]): Tried[] =>
  tried.map((one) => ({ ...one, rounding: roundings.single }));

/** Whether a result is right on a trial, or not there. */
export const isRightOn = ({ got, due, rounding }: Tried, name: string): boolean =>
  !got[name] || agree(got[name], due[name], rounding);

/** The results that are wrong on some trial. */
export function wrongResults(tried: readonly Tried[]): string[] {
  const names = [...new Set(tried.flatMap(({ got }) => Object.keys(got)))];
  return names.filter((name) => !tried.every((one) => isRightOn(one, name)));
}

/** Whether a result is an output, and no gradient: outputs are named without a d. */
export const isOutput = (name: string): boolean => !name.startsWith('d');

/** Names as a sentence has them: `dx, dwh and db`. */
export const listed = (names: readonly string[]): string =>
  names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
