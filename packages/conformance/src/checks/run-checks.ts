/**
 * Running checks on an implementation, and the verdict per operator.
 *
 * @module
 */
import type { FloatDtype, Implementation, OperatorName } from '@gradspec/spec';
import type { VectorResult } from '../runner/result.ts';
import { reportOf, type Report } from '../runner/suite.ts';
import type { Check, CheckOptions } from './check.ts';
import type { CheckFindings } from './check-findings.ts';

/** How one check came out on one operator in one dtype. */
export interface CheckResult extends VectorResult {
  readonly check: string;
  readonly operator: OperatorName;
  readonly dtype: FloatDtype;
  /** Where its calls come from, and how many there were to be. */
  readonly range: Omit<CheckOptions, 'dtype'>;
  /** How many calls were judged. */
  readonly calls: number;
  /** How many said little and were replaced, by the reason. */
  readonly replaced: Readonly<Record<string, number>>;
  /** The call at which it failed, in lines. */
  readonly failedCall: readonly string[];
}

/** What the checks found out about one implementation. */
export interface CheckReport extends Report {
  readonly results: readonly CheckResult[];
}

/** One check on one operator. */
export interface PlannedCheck {
  readonly check: Check;
  readonly operator: OperatorName;
}

/** The checks that have something to say about an implementation: each with every operator of it that is claimed. */
export function planChecks(
  { kernels }: Implementation,
  checks: readonly Check[],
  operator?: OperatorName,
): readonly PlannedCheck[] {
  return checks.flatMap((check) =>
    check.operators
      .filter((own) => kernels[own] && (operator === undefined || own === operator))
      .map((own) => ({ check, operator: own })),
  );
}

/** Runs planned checks, one after the other; `progress` is called after each. */
export async function runChecks(
  implementation: Implementation,
  planned: readonly PlannedCheck[],
  {
    progress,
    ...range
  }: Omit<CheckOptions, 'dtype'> & { readonly progress?: (planned: PlannedCheck) => void },
): Promise<CheckReport> {
  const start = performance.now();
  const results: CheckResult[] = [];
  for (const one of planned) {
    for (const dtype of one.check.dtypes) {
      const findings = await one.check.run(implementation, one.operator, { ...range, dtype });
      results.push(resultOf(one, { ...range, dtype }, findings));
      // The other dtype would say the same once more.
      if (findings.failed) break;
    }
    progress?.(one);
  }
  const seconds = (performance.now() - start) / 1000;
  return { ...reportOf(implementation, results, { seconds, selection: true }), results };
}

function resultOf(
  { check, operator }: PlannedCheck,
  { dtype, ...range }: CheckOptions,
  findings: CheckFindings,
): CheckResult {
  const { calls, failedCall } = findings;
  const result = findings.result(`${check.id}/${operator}/${dtype}`, operator);
  // Nothing was judged: neither a pass nor a failure.
  const outcome = calls === 0 && !findings.failed ? 'not run' : result.outcome;
  const replaced = Object.fromEntries(findings.replaced);
  return { ...result, outcome, check: check.id, operator, dtype, range, calls, replaced, failedCall };
}
