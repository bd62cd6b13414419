/**
 * What a check is: one way to find out whether an operator's kernel is wrong, with a page that says why it works.
 *
 * @module
 */
import type { FloatDtype, Implementation, OperatorName } from '@gradspec/spec';
import type { CheckFindings } from './check-findings.ts';

/** Which calls a check is to make. */
export interface CheckOptions {
  /** An integer from 0 to 2³¹ − 1: where calls and numbers come from. */
  readonly seed: number;
  /** The most calls that are judged, at least 1; a check of fixed calls makes all of its own. */
  readonly cases: number;
  readonly dtype: FloatDtype;
}

/** One check. */
export interface Check {
  /** As the command line names it. */
  readonly id: string;
  /** What must hold, on one line. */
  readonly title: string;
  /** The mistakes that it is for. */
  readonly catches: string;
  /** Why a kernel that passes is probably right, and one that fails is certainly wrong. */
  readonly why: string;
  /** When a call says little; such a call is replaced by a better one and counted. */
  readonly provesLittle: string;
  /** The operators it is about. */
  readonly operators: readonly OperatorName[];
  /** In which dtypes it runs. */
  readonly dtypes: readonly FloatDtype[];
  /**
   * Runs it on one operator that the implementation claims and the check is about. Whatever the kernel does, this returns
   * what was found: it stops at the first call that fails, smallest calls first.
   */
  run(implementation: Implementation, operator: OperatorName, options: CheckOptions): Promise<CheckFindings>;
}

/** The calls of a check where nothing else is asked for. */
export const standardRange = { seed: 1, cases: 10 } as const;

/** Both floating dtypes. */
export const bothDtypes: readonly FloatDtype[] = ['float64', 'float32'];
