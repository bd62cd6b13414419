/**
 * What a diagnosis says: sentences about operators, each with how it is known. Apart from what finds them out, so that a run in
 * which all passes loads none of that.
 *
 * @module
 */
import type { OperatorName } from '@gradspec/spec';

/** One sentence about one operator. */
export interface Finding {
  readonly operator: OperatorName;
  /**
   * `matched`: on every call that was tried, the results are those of naive-loops with a mistake of the catalogue, or the wrong
   * ones are its results of another call. `recovered`: read off the implementation's own answers. `suspected`: it fits what
   * was seen, and so may something else. `excluded`: it was looked for, and is not what is wrong.
   */
  readonly certainty: 'matched' | 'recovered' | 'suspected' | 'excluded';
  readonly sentence: string;
  /** The ids of the mistakes of the catalogue that are named: one, or two together. */
  readonly mistakes?: readonly string[];
}

/** The findings as lines under their operators. */
export function diagnosisText(findings: readonly Finding[]): string {
  const operators = [...new Set(findings.map(({ operator }) => operator))];
  return operators
    .flatMap((operator) => [
      `  what is probably wrong with ${operator}`,
      ...findings
        .filter((finding) => finding.operator === operator)
        .map(({ certainty, sentence }) => `    ${certainty}: ${sentence}`),
    ])
    .join('\n');
}
