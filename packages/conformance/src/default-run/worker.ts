/**
 * A job: it loads the implementations once and does one unit after the other.
 *
 * @module
 */
import { switchOnRelaxedSimd } from '@gradspec/kernels/relaxed-simd';
import type { Implementation } from '@gradspec/spec';
import { findImplementation } from '../implementations/find-implementation.ts';
import { runUnit, type UnitResults } from './run-unit.ts';
import type { Unit } from './units.ts';

/** What a job is asked. */
export interface Task {
  /** Names or paths of the implementations; the same ones in every task. */
  readonly targets: readonly string[];
  readonly unit: Unit;
}

let loaded: Promise<Implementation[]> | undefined;

/** Does a unit. */
export default async function work({ targets, unit }: Task): Promise<readonly UnitResults[]> {
  switchOnRelaxedSimd();
  loaded ??= Promise.all(targets.map(findImplementation));
  return runUnit(await loaded, unit);
}
